import type { Deps } from "../deps.ts";
import { notDecided } from "../ledger/not-decided.ts";
import { type AskedBalance, type BalanceNow, getBalance } from "./get-balance.ts";
import type { Unsuccessful } from "./refusal.ts";

/**
 * The balance now, and again whenever it is newer than the one before. Hints make it quick; the slow poll of the feed
 * keeps the promise when a hint was lost. Ends as soon as the caller may not read it any more: who comes back hears why.
 */
export async function* watchBalance(
  deps: Pick<Deps, "db" | "live">,
  asked: AskedWatch,
): AsyncGenerator<BalanceNow | Unsuccessful> {
  const hints = deps.live.follow(asked.businessId, asked.signal);
  if (hints === null) {
    yield notDecided("overloaded");
    return;
  }
  let sentVersion = asked.afterVersion ?? -1n;
  let isFirst = true;
  for await (const hint of hints) {
    if (hint.version !== null && hint.version <= sentVersion) continue;
    if (!isFirst && !(await asked.isStillAllowed())) return;
    isFirst = false;
    const balance = await getBalance(deps, asked);
    if (balance.outcome === "answered") {
      if (balance.version <= sentVersion) continue;
      sentVersion = balance.version;
    }
    yield balance;
    if (balance.outcome === "refused") return;
  }
}

export type AskedWatch = AskedBalance & {
  /** Version the caller has already; null for none. */
  readonly afterVersion: bigint | null;
  readonly signal: AbortSignal;
  readonly isStillAllowed: () => Promise<boolean>;
};
