import { performance } from "node:perf_hooks";
import type { Instant } from "@farebox/billing-core";
import { readMoneyTime } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type DrivenCall, elapsedMsOf } from "./driven-call.ts";
import type { PlaygroundEvent } from "./event-log.ts";

/** A business's playground as it is now. */
export async function readPlayground(
  deps: Pick<Deps, "db" | "playground">,
  businessId: string,
): Promise<PlaygroundNow> {
  const { calls, events } = deps.playground.roomOf(businessId);
  const now = performance.now();
  return {
    calls: [...calls.values()].map((call) => ({ ...call, elapsedMs: Math.floor(elapsedMsOf(call, now)) })),
    events: events.list(),
    moneyTime: await readMoneyTime(deps.db.service),
  };
}

export type PlaygroundNow = {
  readonly calls: readonly (DrivenCall & { readonly elapsedMs: number })[];
  /** The oldest first. */
  readonly events: readonly PlaygroundEvent[];
  readonly moneyTime: Instant;
};
