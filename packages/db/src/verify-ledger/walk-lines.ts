import { charge, type Rate } from "@farebox/billing-core";
import { cardJson } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { type RateCardRow, toRateCard } from "../mapping.ts";
import { type Check, type Finding, inScope, MOST_FINDINGS } from "./check.ts";

/** Prices every usage line again with the rate version it names, by the function that charged it. */
export const walkLines: Check = async (sql, scope) => {
  const rates = await readRates(sql);
  const findings: Finding[] = [];
  let looked = 0;
  let after: { readonly business_id: string; readonly id: string } | undefined = { business_id: NIL, id: NIL };
  while (after !== undefined) {
    const parameters: readonly unknown[] = [scope.businessIds, after.business_id, after.id];
    const page: readonly LineRow[] = await sql.query<LineRow>("walk_lines", WALK_LINES, parameters);
    for (const line of page) {
      const problem = problemWith(line, rates.get(`${line.rate_card_id} ${line.rate_version} ${line.service}`));
      if (problem === null || findings.length === MOST_FINDINGS) continue;
      findings.push({ businessId: line.business_id, place: `line ${line.id}`, problem });
    }
    looked += page.length;
    scope.onProgress(page.length);
    after = page.at(-1);
  }
  return [{ name: "lines_are_priced", rule: RULE, looked, at: "usage_tracking", findings }];
};

const RULE = "each usage line was charged what its quantity costs by the rate version it names";

function problemWith(line: LineRow, found: PricedBy | undefined): string | null {
  if (found === undefined)
    return `${line.service} has no price in version ${line.rate_version} of card ${line.rate_card_id}`;
  if (found.businessId !== null && found.businessId !== line.business_id) return "priced by another business's card";
  const cost = charge(found.rate, Number(line.quantity));
  return cost === line.charged_micro ? null : `charged ${line.charged_micro}, ${line.quantity} cost ${cost}`;
}

export type PricedBy = { readonly businessId: string | null; readonly rate: Rate };

/** By card, version and service. */
export async function readRates(sql: SqlRunner): Promise<ReadonlyMap<string, PricedBy>> {
  const rows = await sql.query<{ card: RateCardRow }>("all_rate_cards", ALL_RATE_CARDS, []);
  const rates = new Map<string, PricedBy>();
  for (const { id, version, businessId, rates: ofCard } of rows.map((row) => toRateCard(row.card))) {
    for (const rate of ofCard) rates.set(`${id} ${version} ${rate.service}`, { businessId, rate });
  }
  return rates;
}

const ALL_RATE_CARDS = `select ${cardJson("card", "null::timestamptz")} as card from rate_cards card`;

const NIL = "00000000-0000-0000-0000-000000000000";
const PAGE_ROWS = 5_000;

const WALK_LINES = `
select business_id, id, service, quantity, rate_card_id, rate_version, charged_micro
from usage_tracking
where ${inScope("business_id")}
  and (business_id, id) > ($2::uuid, $3::uuid)
order by business_id, id
limit ${PAGE_ROWS}
`;

type LineRow = {
  readonly business_id: string;
  readonly id: string;
  readonly service: string;
  readonly quantity: bigint;
  readonly rate_card_id: string;
  readonly rate_version: number;
  readonly charged_micro: bigint;
};
