import { formatDate, formatInstant } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { unitOf, writtenOf } from "./alert-drafts.ts";
import { nameAlert } from "./name-alert.ts";
import type { Alert } from "./use-alerts.ts";

const words = pageStrings.alerts;

/** An alert in force, when it last warned, and whether it waits. */
export function AlertName({ alert, timeZone, now }: { alert: Alert; timeZone: string; now: Date }) {
  const { armed, lastFiredAt } = alert;
  const firedAt = lastFiredAt === null ? null : new Date(lastFiredAt);
  return (
    <span className="min-w-0 pt-1">
      <span className="block font-medium">{nameAlert({ unit: unitOf(alert), threshold: writtenOf(alert) })}</span>
      <span className="block text-meta text-ink-3">
        {firedAt === null ? (
          words.neverSent
        ) : (
          <time dateTime={firedAt.toISOString()} title={formatInstant(firedAt, timeZone)}>
            {words.lastSent(formatDate(firedAt, timeZone, now))}
          </time>
        )}
      </span>
      {!armed && <span className="block text-meta text-ink-3">{words.waits}</span>}
    </span>
  );
}
