import {
  type Balance,
  balanceOf,
  compareSpendOrder,
  dueSteps,
  type Grant,
  type Instant,
  isSpendable,
  type MicroTokens,
} from "@farebox/billing-core";
import { type BalanceRow, readBalance } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Reader, readAs } from "./reader.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** A business's tokens now, with the grants behind them in the order they are spent. */
export async function getBalance(deps: Pick<Deps, "db">, asked: AskedBalance): Promise<BalanceNow | Refusal> {
  const row = await readAs(deps, asked, (sql) => readBalance(sql, asked.businessId));
  if (row === null) return refuse({ code: "not_found", what: "business" });
  const { version, now } = row;
  const grants = settled(row)
    .filter((grant) => grant.remaining > 0n)
    .sort((left, right) => laterRank(left, now) - laterRank(right, now) || compareSpendOrder(left, right));
  return {
    outcome: "answered",
    businessId: asked.businessId,
    version,
    asOf: now,
    balance: balanceOf(row, now),
    grants,
  };
}

export type AskedBalance = { readonly reader: Reader; readonly businessId: string };

export type BalanceNow = {
  readonly outcome: "answered";
  readonly businessId: string;
  readonly version: bigint;
  readonly asOf: Instant;
  readonly balance: Balance;
  /** With something left: those that can be spent in spending order, then those that cannot be spent yet. */
  readonly grants: readonly Grant[];
};

/** As a sweep would leave them: what fell due counts from its instant on, whether or not it was written yet. */
function settled({ grants, debt, now }: BalanceRow): Grant[] {
  const taken = new Map<Grant, bigint>();
  for (const { grant, amount } of dueSteps(grants, debt, now)) taken.set(grant, (taken.get(grant) ?? 0n) + amount);
  return grants.map((grant) => ({ ...grant, remaining: (grant.remaining - (taken.get(grant) ?? 0n)) as MicroTokens }));
}

function laterRank(grant: Grant, now: Instant): 0 | 1 {
  return isSpendable(grant, now) ? 0 : 1;
}
