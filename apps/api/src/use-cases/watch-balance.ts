import type { Deps } from "../deps.ts";
import { type AskedBalance, type BalanceNow, getBalance } from "./get-balance.ts";
import type { Refusal } from "./refusal.ts";

/**
 * The balance now, and again whenever it is newer than the one before. Hints make it quick; the slow poll of the feed
 * keeps the promise when a hint was lost. `authorizeAgain` throws as soon as the caller may not read it any more.
 */
export async function* watchBalance(
  deps: Pick<Deps, "db" | "live">,
  asked: AskedWatch,
): AsyncGenerator<BalanceNow | Refusal> {
  let sentVersion = asked.afterVersion ?? -1n;
  let isFirst = true;
  for await (const hint of deps.live.follow(asked.businessId, asked.signal)) {
    if (hint.version !== null && hint.version <= sentVersion) continue;
    if (!isFirst) await asked.authorizeAgain();
    isFirst = false;
    const balance = await getBalance(deps, asked);
    if (balance.outcome === "refused") return yield balance;
    if (balance.version <= sentVersion) continue;
    sentVersion = balance.version;
    yield balance;
  }
}

export type AskedWatch = AskedBalance & {
  /** Version the caller has already; null for none. */
  readonly afterVersion: bigint | null;
  readonly signal: AbortSignal;
  readonly authorizeAgain: () => Promise<void>;
};
