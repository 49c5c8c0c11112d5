import type { Instant } from "@farebox/billing-core";
import { readMoneyTime } from "@farebox/db/reads";
import type { Deps } from "../../deps.ts";
import { type Compared, compareList, type Drift } from "./compare-list.ts";
import { fileMissedEvents } from "./missed-events.ts";
import { LISTS, type ListName } from "./provider-lists.ts";

/**
 * Compares what the provider has from a moment on with our books, and books what was missed, once: first the events we were
 * never told of, then the objects themselves, because an event may have been given up. What cannot be booked is reported.
 * Done again it finds nothing more to do.
 */
export async function reconcile(deps: ReconcileDeps, { since }: { readonly since: Instant }): Promise<ReconcileReport> {
  const until = await readMoneyTime(deps.db.service);
  const events = await fileMissedEvents(deps, since);
  if (events.missed > 0) {
    deps.inbox.wake();
    // What takes longer than this is compared below nevertheless.
    await deps.inbox.workUntilEmpty();
  }
  const compared: [ListName, Compared][] = [];
  for (const list of LISTS) compared.push([list.name, await compareList(deps, list, since)]);
  const report = {
    since,
    until,
    events,
    objects: Object.fromEntries(
      compared.map(([name, { listed, repaired, drift }]) => [name, { listed, repaired, drift: drift.length }]),
    ) as Record<ListName, ListReport>,
    drift: compared.flatMap(([, { drift }]) => drift).slice(0, MOST_REPORTED),
  };
  const isQuiet =
    report.drift.length === 0 && events.missed === 0 && compared.every(([, { repaired }]) => repaired === 0);
  deps.log[isQuiet ? "info" : "warn"]({ ...report }, "compared the provider with our books");
  return report;
}

export type ReconcileDeps = Pick<Deps, "db" | "inbox" | "ledger" | "log" | "stripe">;

export type ReconcileReport = {
  readonly since: Instant;
  readonly until: Instant;
  readonly events: { readonly listed: number; readonly missed: number };
  readonly objects: Readonly<Record<ListName, ListReport>>;
  /** What our books still lack, or have otherwise; the first hundred of them. */
  readonly drift: readonly Drift[];
};

export type ListReport = { readonly listed: number; readonly repaired: number; readonly drift: number };

const MOST_REPORTED = 100;
