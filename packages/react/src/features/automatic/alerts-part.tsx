import { Empty } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { RowsSkeleton } from "../../components/rows-skeleton.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import { useBusiness } from "../../lib/business.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { useInSlices } from "../../lib/use-in-slices.ts";
import { useNow } from "../../lib/use-now.ts";
import { AlertName } from "./alert-name.tsx";
import { AlertsFields } from "./alerts-fields.tsx";
import { type Alert, useAlerts } from "./use-alerts.ts";

const words = pageStrings.alerts;

/** The lines at which a business is warned: to be changed by owners and billing, to be read by all. */
export function AlertsPart({ timeZone }: { timeZone: string }) {
  const { role, isSuspended } = useBusiness();
  const { rules, error, retry, set } = useAlerts();
  const now = useNow();
  const isDrawn = useInSlices(rules !== null);
  const isMine = role !== "member" && !isSuspended;
  return (
    <Section id="alerts" title={words.title}>
      <p className="mb-4 max-w-xl text-table text-ink-2">{words.hint}</p>
      {rules === null && error !== null ? (
        <Failed text={words.failed} detail={describeProblem(error)} onRetry={retry} />
      ) : rules === null || !isDrawn ? (
        <RowsSkeleton count={2} />
      ) : isMine ? (
        <AlertsFields rules={rules} set={set} timeZone={timeZone} now={now} />
      ) : (
        <>
          <ReadOnly rules={rules} timeZone={timeZone} now={now} />
          <p className="mt-2 text-meta text-ink-3">{isSuspended ? words.readOnlySuspended : words.readOnly}</p>
        </>
      )}
    </Section>
  );
}

function ReadOnly({ rules, timeZone, now }: { rules: readonly Alert[]; timeZone: string; now: Date }) {
  if (rules.length === 0) return <Empty title={words.empty} />;
  return (
    <ul className="border-t border-line text-table">
      {rules.map((rule) => (
        <li key={rule.id} className="flex items-start justify-between gap-6 border-b border-line py-3">
          <AlertName alert={rule} timeZone={timeZone} now={now} />
          <span className="pt-1 text-ink-2">{rule.channels.map((channel) => words.channels[channel]).join(", ")}</span>
        </li>
      ))}
    </ul>
  );
}
