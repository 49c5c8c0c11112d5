import {
  type Balance,
  balanceOf,
  compareSpendOrder,
  type Grant,
  type Hold,
  type Instant,
  isExpired,
  isSpendable,
  purseAt,
} from "@farebox/billing-core";
import { type BalanceRow, readOwnBalance } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import type { Reader } from "./reader.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** A business's tokens now, with the grants behind them in the order they are spent: what fell due by now is done in it. */
export async function getBalance(deps: Pick<Deps, "db">, asked: AskedBalance): Promise<BalanceNow | Refusal> {
  const row = await readRow(deps, asked);
  if (row === null) return refuse({ code: "not_found", what: "business" });
  const { version, now } = row;
  const purse = purseAt(row, now);
  const grants = purse.grants
    .filter((grant) => grant.remaining > 0n && !isExpired(grant, now))
    .sort((left, right) => laterRank(left, now) - laterRank(right, now) || compareSpendOrder(left, right));
  return {
    outcome: "answered",
    businessId: asked.businessId,
    version,
    asOf: now,
    lastRecordedAt: row.lastRecordedAt,
    balance: balanceOf(row, now),
    grants,
    liveCalls: purse.holds
      .filter((hold) => hold.status === "open")
      .sort((left, right) => left.openedAt - right.openedAt || (left.id < right.id ? -1 : 1)),
  };
}

export type AskedBalance = { readonly reader: Reader; readonly businessId: string };

export type BalanceNow = {
  readonly outcome: "answered";
  readonly businessId: string;
  readonly version: bigint;
  readonly asOf: Instant;
  /** Money time of its newest commit; null before the first. */
  readonly lastRecordedAt: Instant | null;
  readonly balance: Balance;
  /** With something left: those that can be spent in spending order, then those that cannot be spent yet. */
  readonly grants: readonly Grant[];
  /** The oldest first: what is held is held for them. */
  readonly liveCalls: readonly Hold[];
};

/** For a person as the role that can see no other business; for a key as the service, together with whoever else asks. */
function readRow({ db }: Pick<Deps, "db">, { reader, businessId }: AskedBalance): Promise<BalanceRow | null> {
  return reader.kind === "person" ? readOwnBalance(db.memberAtOnce, businessId) : db.balances.read(businessId);
}

function laterRank(grant: Grant, now: Instant): 0 | 1 {
  return isSpendable(grant, now) ? 0 : 1;
}
