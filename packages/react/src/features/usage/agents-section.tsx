import { Suspense, useState } from "react";
import { Empty } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import type { BillingSearch } from "../../lib/billing-search.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";
import { useNow } from "../../lib/use-now.ts";
import { AgentsTable } from "./agents-table.tsx";
import { resolveRange } from "./usage-range.ts";
import { useAgents, usePeriod } from "./use-usage.ts";

const AgentPanel = lazyPart(() => import("./agent-panel.tsx"));
const words = pageStrings.usage;
const SHOWN_AT_FIRST = 8;
const MOST_SHOWN = 200;

/** What each agent spent in the chart's days, the largest first. Each opens to what its calls cost. */
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
  const [isWhole, setWhole] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const range = resolveRange(search, { timeZone, now, period: usePeriod(timeZone) });
  const { data, error, retry } = useAgents({ range, timeZone, limit: isWhole ? MOST_SHOWN : SHOWN_AT_FIRST });
  const agents = data?.agents ?? [];
  const opened = agents.find(({ agentId }) => agentId === openId);

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
      ) : agents.every(({ agentId }) => agentId === "") ? (
        <Empty title={words.agentsEmpty} hint={words.agentsEmptyHint} />
      ) : (
        <>
          <AgentsTable agents={agents} onOpen={setOpenId} />
          {data.agentCount > agents.length && (
            <button type="button" className="link mt-3 min-h-6 text-table" onClick={() => setWhole(true)}>
              {words.moreAgents(String(data.agentCount))}
            </button>
          )}
        </>
      )}
      {opened !== undefined && data !== null && (
        <Suspense>
          <AgentPanel
            agent={opened}
            pricePerToken={data.pricePerToken}
            onEntries={() => {
              setOpenId(null);
              onAgent(opened.agentId);
            }}
            onClose={() => setOpenId(null)}
          />
        </Suspense>
      )}
    </Section>
  );
}
