import type { BillingDoor } from "../send/billing-door.ts";
import { postUsage } from "../send/post-usage.ts";
import type { TraceEvent } from "../trace/trace-event.ts";
import { planEvent, type SentAhead, SHIFTED_SUFFIX } from "./planned-event.ts";

type ShiftOptions = {
  readonly businessIds: ReadonlyMap<string, string>;
  readonly nowMs: number;
  readonly allowOverdraft: boolean;
  readonly patienceSeconds: number;
};

export type Shift = {
  readonly shiftMs: number;
  /** The last event, if it was recorded just now. */
  readonly sentAhead: SentAhead | null;
};

/**
 * By how much a trace moves so that its last event happens now. The last event goes alone and before all others, and a later
 * run asks the server when that event happened: so the same trace is always moved by the same time, and a second run
 * replays instead of charging again, on whatever machine and however long after.
 */
export async function findShift(
  door: BillingDoor,
  events: readonly TraceEvent[],
  options: ShiftOptions,
): Promise<Shift> {
  const last = events.reduce((latest, event) => (event.occurredAtMs > latest.occurredAtMs ? event : latest));
  const businessId = options.businessIds.get(last.business) ?? "";
  const recordedAtMs = await readOccurredAt(door, businessId, `${last.key}${SHIFTED_SUFFIX}`);
  if (recordedAtMs !== null) return { shiftMs: recordedAtMs - last.occurredAtMs, sentAhead: null };

  const shiftMs = options.nowMs - last.occurredAtMs;
  const planned = planEvent(last, { businessId, shiftMs });
  const [result] = await postUsage(door, [planned], options);
  if (result?.outcome === "recorded") return { shiftMs, sentAhead: { planned, result } };
  if (result?.outcome === "replayed") return { shiftMs, sentAhead: null };
  throw new Error(
    `--shift-to-now hangs on the last event (line ${last.line}), and the server refused it: ${result?.reason ?? result?.outcome}`,
  );
}

async function readOccurredAt(door: BillingDoor, businessId: string, key: string): Promise<number | null> {
  const body = await door.get(`/transactions?q=${encodeURIComponent(key)}&limit=200`, businessId);
  const items = typeof body === "object" && body !== null && "items" in body ? body.items : null;
  if (!Array.isArray(items)) throw new Error("the server did not answer GET /transactions with items");
  const found: unknown = items.find(
    (item: unknown) => typeof item === "object" && item !== null && "key" in item && item.key === key,
  );
  return typeof found === "object" && found !== null && "occurredAt" in found
    ? Date.parse(String(found.occurredAt))
    : null;
}
