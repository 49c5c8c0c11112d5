import type { Deps } from "../deps.ts";
import { notDecided } from "../ledger/not-decided.ts";
import { type AskedBalance, type BalanceNow, getBalance } from "./get-balance.ts";
import type { Refusal, Unsuccessful } from "./refusal.ts";

/**
 * The balance now, and again whenever it is another than the one before. Hints make it quick; the slow poll of the feed
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
  let sent: Sent | null = null;
  for await (const hint of hints) {
    if (sent !== null && hint.version !== null && hint.version <= sent.version) continue;
    if (sent !== null && !(await asked.isStillAllowed())) return;
    const { balance, picture } = await lookTogether(deps, asked);
    if (balance.outcome === "refused") {
      yield balance;
      return;
    }
    const isKnown = sent === null ? isKnownTo(asked.afterVersion, balance) : sent.picture === picture;
    sent = { version: balance.version, picture };
    if (!isKnown) yield balance;
  }
}

/** All who watch a business as people, or with keys, see the same: it is read once for all whom one hint has woken. */
function lookTogether(deps: Pick<Deps, "db" | "live">, { reader, businessId }: AskedWatch): Promise<Look> {
  return deps.live.together(`balance ${reader.kind} ${businessId}`, async () => {
    const balance = await getBalance(deps, { reader, businessId });
    return { balance, picture: balance.outcome === "refused" ? "" : toPicture(balance) };
  });
}

type Look = { readonly balance: BalanceNow | Refusal; readonly picture: string };
type Sent = { readonly version: bigint; readonly picture: string };

/**
 * Time alone changes what can be spent, without a commit and hence without a version: grants become effective, expire, and
 * calls become overdue. So what was shown is compared as well.
 */
function toPicture({ version, balance, grants, liveCalls }: BalanceNow): string {
  const purse = grants.map(({ id, remaining }) => [id, remaining]);
  const shown = [version, balance, purse, liveCalls.map(({ id }) => id)];
  return JSON.stringify(shown, (_, value) => (typeof value === "bigint" ? `${value}` : value));
}

/**
 * Whether who comes back after a version has this balance already. A version we have not come to yet is none of this
 * business, or was lost with a restore. The same version was possibly sent before time changed what it comes to.
 */
function isKnownTo(afterVersion: bigint | null, { version, grants, asOf, lastRecordedAt }: BalanceNow): boolean {
  if (afterVersion !== version) return false;
  return !grants.some(({ effectiveAt }) => effectiveAt > (lastRecordedAt ?? effectiveAt) && effectiveAt <= asOf);
}

export type AskedWatch = AskedBalance & {
  /** Version the caller has already; null for none. */
  readonly afterVersion: bigint | null;
  readonly signal: AbortSignal;
  readonly isStillAllowed: () => Promise<boolean>;
};
