import { useState } from "react";
import { Empty } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import type { BillingSearch } from "../../lib/billing-search.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";
import { useNow } from "../../lib/use-now.ts";
import { AgentsTable, SHOWN_AT_FIRST } from "./agents-table.tsx";
import { sumGroups } from "./chart-model.ts";
import { resolveRange } from "./usage-range.ts";
import { useUsage } from "./use-usage.ts";

const words = pageStrings.usage;

/** What each agent spent in the chart's days, the largest first. */
export function AgentsSection({
  search,
  timeZone,
  onAgent,
}: {
  search: BillingSearch;
  timeZone: string;
  onAgent: (agentId: string) => void;
}) {
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  const range = resolveRange(search, { timeZone, now });
  const { data, error, retry } = useUsage({ range, by: "agent", timeZone });
  const agents = data === null ? [] : [...sumGroups(data.buckets)].sort((left, right) => right.tokens - left.tokens);
  const isEmpty = agents.every(({ key }) => key === "");

  return (
    <Section
      id="agents"
      title={strings.shell.agents}
      aside={<p className="text-table text-ink-2">{words.agentsHint}</p>}
    >
      {error !== null && data === null ? (
        <Failed text={words.agentsFailed} detail={describeProblem(error)} onRetry={retry} />
      ) : data === null ? (
        <div aria-busy="true">
          {["a", "b", "c", "d"].map((key) => (
            <div key={key} className="flex h-11 items-center border-b border-line">
              <span className="skeleton h-4 w-full" />
            </div>
          ))}
        </div>
      ) : isEmpty ? (
        <Empty title={words.agentsEmpty} hint={words.agentsEmptyHint} />
      ) : (
        <>
          <AgentsTable agents={isOpen ? agents : agents.slice(0, SHOWN_AT_FIRST)} all={agents} onAgent={onAgent} />
          {!isOpen && agents.length > SHOWN_AT_FIRST && (
            <button type="button" className="link mt-3 min-h-6 text-table" onClick={() => setOpen(true)}>
              {words.moreAgents(String(agents.length))}
            </button>
          )}
        </>
      )}
    </Section>
  );
}
