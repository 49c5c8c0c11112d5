import { chargeFor, type WireRate } from "@farebox/react/lib/affordable.ts";
import type { CallRow } from "./calls-table.tsx";
import type { PlaygroundCall } from "./use-playground.ts";

/** A call as its row shows it at this second: priced by the function that settles it. */
export function toCallRow(
  call: PlaygroundCall,
  {
    startsAt,
    price,
    hold,
    now,
    serverNow,
  }: {
    startsAt: number | undefined;
    price: WireRate | null;
    /** What the ledger knows of it; null once it is not live there. */
    hold: { readonly charged: number; readonly expiresAt: string } | null;
    /** By this browser's clock. */
    now: number;
    /** The server's, by which deadlines are. */
    serverNow: number;
  },
): CallRow {
  const runsFor = call.state === "live" && startsAt !== undefined ? now - startsAt : call.elapsedMilliseconds;
  const elapsedSeconds = Math.max(0, Math.floor(runsFor / 1_000));
  return {
    id: call.holdId,
    callId: call.callId,
    service: call.service,
    agentId: call.agentId,
    state: call.state === "live" ? "live" : hold === null ? "abandoned" : "crashed",
    elapsedSeconds,
    secondsLeft: Math.max(0, call.grantedSeconds - elapsedSeconds),
    isFinal: call.isFinal,
    soFar: price === null ? (hold?.charged ?? null) : chargeFor(price, elapsedSeconds),
    abandonedInSeconds: hold === null ? 0 : Math.max(0, Math.ceil((Date.parse(hold.expiresAt) - serverNow) / 1_000)),
  };
}
