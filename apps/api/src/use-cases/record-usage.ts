import { FUTURE_TOLERANCE_MS, type Instant, type RecordUsageOutcome } from "@farebox/billing-core";
import { readMoneyTime } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";
import { type ReportedEvent, toUsageCommand } from "./usage-event.ts";

/**
 * Books what happened: an outcome for each event, in order. An event that is refused disturbs no other; a request that
 * is wrong as a whole is refused before anything is written.
 */
export async function recordUsage(deps: Deps, report: UsageReport): Promise<UsageResults | Refusal | NotDecided> {
  const problem = problemWith(report) ?? (await problemWithTimes(deps, report.events));
  if (problem !== null) return problem;

  const own = report.events.filter(({ businessId }) => report.mayUse(businessId));
  const outcomes = await deps.ledger.submitAll(own.map((event) => toUsageCommand(event, deps.env)));

  const first = outcomes[0];
  // Only when nothing at all was decided is the request itself answered with a failure.
  if (first?.outcome === "not_decided" && outcomes.every(({ outcome }) => outcome === "not_decided")) return first;
  const inOrder = outcomes.values();
  return {
    outcome: "answered",
    events: report.events.map(({ businessId }) =>
      report.mayUse(businessId) ? (inOrder.next().value ?? NO_SUCH_BUSINESS) : NO_SUCH_BUSINESS,
    ),
  };
}

export type UsageReport = {
  readonly events: readonly ReportedEvent[];
  /** Whether the caller may book work beyond the balance. */
  readonly mayOverdraw: boolean;
  /** Whether the caller may report for a business. What is not its own is answered like what does not exist. */
  readonly mayUse: (businessId: string) => boolean;
};

export type UsageResults = {
  readonly outcome: "answered";
  readonly events: readonly (RecordUsageOutcome | NotDecided)[];
};

const NO_SUCH_BUSINESS: RecordUsageOutcome = { outcome: "refused", error: { code: "not_found", what: "business" } };

function problemWith({ events, mayOverdraw }: UsageReport): Refusal | null {
  const overdraws = events.some(({ allowOverdraft }) => allowOverdraft);
  return overdraws && !mayOverdraw
    ? refuse({ code: "forbidden", required: "a key with the scope admin, for allowOverdraft" })
    : null;
}

/** By the database's clock, never the host's; it is only asked when the newest time we know of does not settle it. */
async function problemWithTimes({ ledger, db }: Deps, events: readonly ReportedEvent[]): Promise<Refusal | null> {
  const latest = events.reduce((most, { occurredAt }) => Math.max(most, occurredAt ?? -Infinity), -Infinity);
  if (!isTooFarAhead(latest, ledger.newestNow() ?? -Infinity)) return null;
  const now = await readMoneyTime(db.service);
  const fields = events.flatMap(({ occurredAt }, index) =>
    occurredAt !== null && isTooFarAhead(occurredAt, now)
      ? [
          {
            path: `events.${index}.occurredAt`,
            code: "in_future" as const,
            message: "must not be more than 5 minutes in the future",
          },
        ]
      : [],
  );
  return fields.length === 0 ? null : refuseFields(fields);
}

function isTooFarAhead(occurredAt: Instant, now: Instant): boolean {
  return occurredAt > now + FUTURE_TOLERANCE_MS;
}
