import { charge } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { type Check, type Finding, inScope, MOST_FINDINGS } from "./check.ts";
import { type PricedBy, readRates } from "./walk-lines.ts";

/** Prices every call again with the rate version it was opened at, by the function that charged it. */
export const walkHolds: Check = async (sql, scope) => {
  const rates = await readRates(sql);
  const findings: Finding[] = [];
  let looked = 0;
  let after: { readonly business_id: string; readonly id: string } | undefined = { business_id: NIL, id: NIL };
  while (after !== undefined) {
    const page: readonly HoldRow[] = await readPage(sql, [scope.businessIds, after.business_id, after.id]);
    for (const hold of page) {
      const problem = problemWith(hold, rates.get(`${hold.rate_card_id} ${hold.rate_version} ${hold.service}`));
      if (problem === null || findings.length === MOST_FINDINGS) continue;
      findings.push({ businessId: hold.business_id, place: `hold ${hold.id}`, problem });
    }
    looked += page.length;
    scope.onProgress(page.length);
    after = page.at(-1);
  }
  return [{ name: "calls_are_priced", rule: RULE, looked, at: "token_holds", findings }];
};

const RULE =
  "a call accrued what its seconds cost at the price of its opening, and while it is live its granted time is paid for";

function problemWith(hold: HoldRow, found: PricedBy | undefined): string | null {
  if (found === undefined)
    return `${hold.service} has no price in version ${hold.rate_version} of card ${hold.rate_card_id}`;
  if (found.businessId !== null && found.businessId !== hold.business_id) return "priced by another business's card";
  const cost = charge(found.rate, hold.elapsed_seconds);
  if (cost !== hold.accrued_micro) return `accrued ${hold.accrued_micro}, ${hold.elapsed_seconds} s cost ${cost}`;
  if (hold.status !== "open") return null;
  const granted = charge(found.rate, hold.granted_seconds);
  const setAside = hold.held_micro + hold.lent_micro;
  return setAside >= granted ? null : `keeps ${setAside}, its ${hold.granted_seconds} granted seconds cost ${granted}`;
}

function readPage(sql: SqlRunner, parameters: readonly unknown[]): Promise<HoldRow[]> {
  return sql.query<HoldRow>("walk_holds", WALK_HOLDS, parameters);
}

const NIL = "00000000-0000-0000-0000-000000000000";
const PAGE_ROWS = 5_000;

const WALK_HOLDS = `
select business_id, id, service, status, rate_card_id, rate_version, elapsed_seconds, accrued_micro, held_micro, lent_micro, granted_seconds
from token_holds
where ${inScope("business_id")}
  and (business_id, id) > ($2::uuid, $3::uuid)
order by business_id, id
limit ${PAGE_ROWS}
`;

type HoldRow = {
  readonly business_id: string;
  readonly id: string;
  readonly service: string;
  readonly status: string;
  readonly rate_card_id: string;
  readonly rate_version: number;
  readonly elapsed_seconds: number;
  readonly accrued_micro: bigint;
  readonly held_micro: bigint;
  readonly lent_micro: bigint;
  readonly granted_seconds: number;
};
