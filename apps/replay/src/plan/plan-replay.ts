import type { Options } from "../options.ts";
import { describeFutureEvents, describeLateEvents } from "../report/late-events.ts";
import type { BillingDoor } from "../send/billing-door.ts";
import { TOLD_PROBLEMS, type Trace } from "../trace/read-trace.ts";
import type { Problem } from "../trace/trace-event.ts";
import { findShift } from "./find-shift.ts";
import { findUnpricedLines } from "./find-unpriced-lines.ts";
import { makeBusinesses } from "./make-businesses.ts";
import { orderEvents } from "./order-events.ts";
import { type PlannedEvent, planEvent, type SentAhead } from "./planned-event.ts";
import { readBalance } from "./read-balance.ts";

export type ReplayPlan = {
  /** In the order of sending. */
  readonly events: readonly PlannedEvent[];
  readonly businessIds: ReadonlyMap<string, string>;
  readonly sentAhead: SentAhead | null;
  /** What a person should know before anything is sent. */
  readonly notices: readonly string[];
};

type NoPlan = { readonly problems: readonly Problem[]; readonly problemCount: number } | { readonly mistake: string };

/** Everything that has to be known before the first event goes: prices exist, businesses exist, times are settled. */
export async function planReplay(
  door: BillingDoor,
  { events }: Pick<Trace, "events">,
  options: Options,
): Promise<ReplayPlan | NoPlan> {
  const unpriced = await findUnpricedLines(door, events);
  if (unpriced.length > 0) return { problems: unpriced.slice(0, TOLD_PROBLEMS), problemCount: unpriced.length };
  const businessIds = await makeBusinesses(door, events);
  const nowMs = (await readBalance(door, businessIds.values().next().value ?? "")).asOfMs;
  const shift = options.shiftToNow ? await findShift(door, events, { ...options, businessIds, nowMs }) : null;

  const shiftMs = shift?.shiftMs ?? null;
  const planned = events.map((event) =>
    planEvent(event, { businessId: businessIds.get(event.business) ?? "", shiftMs }),
  );
  const mistake = describeFutureEvents(planned, nowMs);
  if (mistake !== null) return { mistake };
  const late = describeLateEvents(planned, { nowMs, lateAfterDays: options.lateAfterDays });
  const shifted =
    shiftMs === null
      ? null
      : `All times are moved by ${(shiftMs / 86_400_000).toFixed(3)} days; keys end in "+shifted".`;
  return {
    events: orderEvents(planned, options),
    businessIds,
    sentAhead: shift?.sentAhead ?? null,
    notices: [shifted, late].filter((notice) => notice !== null),
  };
}
