import type { Instant, Rate } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Files the next version of a business's own card; without rates it hands every service back to the general card. False, and
 * nothing was filed, when there is one with this id, or one that begins at the same instant.
 */
export async function insertBusinessCardOnce(
  sql: SqlRunner,
  { businessId, id, validFrom, rates }: NewBusinessCard,
): Promise<boolean> {
  const rows = await sql.query("insert_business_card", INSERT_CARD, [
    businessId,
    id,
    new Date(validFrom).toISOString(),
    JSON.stringify(rates.map(toJson)),
  ]);
  return rows.length > 0;
}

export type NewBusinessCard = {
  readonly businessId: string;
  readonly id: string;
  readonly validFrom: Instant;
  readonly rates: readonly Rate[];
};

function toJson(rate: Rate): object {
  return {
    service: rate.service,
    tokens_micro: String(rate.tokens),
    per: rate.per,
    unit: rate.unit,
    shape: rate.shape,
    initial_increment: rate.initialIncrement,
    next_increment: rate.nextIncrement,
    minimum_micro: String(rate.minimum),
    connect_fee_micro: String(rate.connectFee),
    free_units: rate.freeUnits,
  };
}

// The card and its rates are one statement, so that no card is ever seen without its prices.
const INSERT_CARD = `
with
card as (
  insert into rate_cards (id, business_id, version, valid_from)
  select
    $2::uuid,
    $1::uuid,
    coalesce((select max(version) from rate_cards where business_id = $1::uuid), 0) + 1,
    $3::timestamptz
  on conflict do nothing
  returning id
),
rates as (
  insert into token_rates
    (rate_card_id, service, tokens_micro, per, unit, shape, initial_increment, next_increment, minimum_micro, connect_fee_micro, free_units)
  select
    card.id, rate.service, rate.tokens_micro, rate.per, rate.unit, rate.shape, rate.initial_increment, rate.next_increment,
    rate.minimum_micro, rate.connect_fee_micro, rate.free_units
  from card
  cross join jsonb_to_recordset($4::jsonb) as rate (
    service text, tokens_micro bigint, per integer, unit text, shape text, initial_increment integer,
    next_increment integer, minimum_micro bigint, connect_fee_micro bigint, free_units integer
  )
)
select id from card`;
