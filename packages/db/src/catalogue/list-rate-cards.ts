import type { Instant, RateCard } from "@farebox/billing-core";
import { cardJson } from "../account-json.ts";
import { MONEY_TIME_MS } from "../balances/money-time.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { type RateCardRow, toRateCard } from "../mapping.ts";

/** Every version of the general card and, where a business is named, of its own; and what time it is. */
export async function listRateCards(sql: SqlRunner, businessId: string | null): Promise<RateCardsNow> {
  const rows = await sql.query<Row>("list_rate_cards", LIST_RATE_CARDS, [businessId]);
  return { cards: rows.map((row) => toRateCard(row.card)), now: Number(rows[0]?.now_ms) };
}

export type RateCardsNow = { readonly cards: readonly RateCard[]; readonly now: Instant };

type Row = { readonly card: RateCardRow; readonly now_ms: bigint };

const LIST_RATE_CARDS = `
select ${cardJson("card", "card.valid_to")} as card, ${MONEY_TIME_MS} as now_ms
from (
  select
    rate_cards.*,
    -- A version ends where the next one of the same card begins.
    lead(valid_from) over (partition by business_id order by valid_from) as valid_to
  from rate_cards
  where business_id is null
    or business_id = $1::uuid
) card
cross join sandbox_clock`;
