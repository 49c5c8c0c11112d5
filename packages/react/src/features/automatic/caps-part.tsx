import { Empty } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import { useBusiness } from "../../lib/business.ts";
import { formatTokens } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";
import { useInSlices } from "../../lib/use-in-slices.ts";
import { useNow } from "../../lib/use-now.ts";
import { CapName } from "./cap-row.tsx";
import { CapUse } from "./cap-use.tsx";
import { viewCapUse } from "./cap-use-view.ts";
import { CapsFields } from "./caps-fields.tsx";
import { type CapNow, useCaps } from "./use-caps.ts";
import { useKnownAgents } from "./use-known-agents.ts";

const words = pageStrings.caps;

/** What may be spent before no further call may start: to be changed by owners and billing, to be read by all. */
export function CapsPart() {
  const { role, isSuspended } = useBusiness();
  const { caps, timeZone, error, retry, set } = useCaps();
  const now = useNow();
  const isDrawn = useInSlices(caps !== null);
  const isMine = role !== "member" && !isSuspended;
  const agents = useKnownAgents(timeZone, isMine);
  return (
    <Section id="caps" title={strings.shell.caps}>
      <p className="mb-4 max-w-xl text-table text-ink-2">
        {words.hintLead} <span className="text-ink">{words.hint}</span>
      </p>
      {caps === null && error !== null ? (
        <Failed text={words.failed} detail={describeProblem(error)} onRetry={retry} />
      ) : caps === null || !isDrawn ? (
        <RowsSkeleton count={2} />
      ) : isMine ? (
        <CapsFields caps={caps} set={set} agents={agents} timeZone={timeZone} now={now} />
      ) : (
        <ReadOnly caps={caps} timeZone={timeZone} now={now} />
      )}
      <p className="mt-2 text-meta text-ink-3">
        {[words.countsHeld, words.daysIn(timeZone), !isMine && (isSuspended ? words.readOnlySuspended : words.readOnly)]
          .filter(Boolean)
          .join(" ")}
      </p>
    </Section>
  );
}

function ReadOnly({ caps, timeZone, now }: { caps: readonly CapNow[]; timeZone: string; now: Date }) {
  if (caps.length === 0) return <Empty title={words.empty} />;
  return (
    <ul className="border-t border-line text-table">
      {caps.map((cap) => (
        <li
          key={`${cap.every} ${cap.agentId ?? ""}`}
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_144px] gap-x-6 gap-y-2 border-b border-line py-3 max-sm:grid-cols-1"
        >
          <CapName draft={{ agentId: cap.agentId ?? "", every: cap.every }} />
          <CapUse use={viewCapUse(cap, { timeZone, now })} />
          <p className="pt-1 text-end max-sm:text-start">
            {words.tokensEvery(formatTokens(cap.limit, { digits: 6 }), words.every[cap.every])}
          </p>
        </li>
      ))}
    </ul>
  );
}
