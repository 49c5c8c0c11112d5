import type { BillingInterval, Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** A price of the provider with what it stands for, for ever. */
export type StoredPrice = {
  readonly priceId: string;
  readonly productId: string;
  readonly lookupKey: string;
  readonly sells:
    | {
        readonly kind: "plan";
        readonly planKey: string;
        readonly interval: BillingInterval;
        readonly tokensMonthly: MicroTokens;
        readonly rolloverCap: MicroTokens;
      }
    | {
        readonly kind: "package";
        readonly packageKey: string;
        readonly tokens: MicroTokens;
        readonly bonus: MicroTokens;
      };
  /** Whose custom plan it is; null is everybody's. */
  readonly businessId: string | null;
  readonly amount: number;
  readonly currency: string;
  /** Not sold at any more since then; null is current. */
  readonly retiredAt: Instant | null;
};

/** Every price there ever was. */
export async function listPrices(sql: SqlRunner): Promise<readonly StoredPrice[]> {
  return (await sql.query<Row>("list_prices", `${SELECT_PRICES} order by lookup_key, created_at, price_id`, [])).map(
    toPrice,
  );
}

/** What these prices stand for; those that are not ours are missing. */
export async function readPrices(
  sql: SqlRunner,
  priceIds: readonly string[],
): Promise<ReadonlyMap<string, StoredPrice>> {
  const rows = await sql.query<Row>("read_prices", `${SELECT_PRICES} where price_id = any ($1::text[])`, [priceIds]);
  return new Map(rows.map((row) => [row.price_id, toPrice(row)]));
}

/** The price that a lookup key sells at now; null before the catalogue was synchronised. */
export async function readCurrentPrice(sql: SqlRunner, lookupKey: string): Promise<StoredPrice | null> {
  const text = `${SELECT_PRICES} where lookup_key = $1 and retired_at is null`;
  const rows = await sql.query<Row>("current_price", text, [lookupKey]);
  return rows[0] === undefined ? null : toPrice(rows[0]);
}

/**
 * Files a new price and retires the one its lookup key had. False when it was there already; a price never changes.
 * Retiring and filing are one statement each, so that both can be repeated after a crash.
 */
export async function insertPriceOnce(sql: SqlRunner, price: Omit<StoredPrice, "retiredAt">): Promise<boolean> {
  const { sells } = price;
  await sql.query("retire_prices", RETIRE_OTHERS, [price.lookupKey, price.priceId]);
  const rows = await sql.query("insert_price", INSERT_PRICE, [
    price.priceId,
    price.productId,
    price.lookupKey,
    sells.kind,
    sells.kind === "plan" ? sells.planKey : null,
    sells.kind === "plan" ? sells.interval : null,
    sells.kind === "package" ? sells.packageKey : null,
    price.businessId,
    price.amount,
    price.currency,
    sells.kind === "plan" ? sells.tokensMonthly : sells.tokens,
    sells.kind === "plan" ? 0 : sells.bonus,
    sells.kind === "plan" ? sells.rolloverCap : 0,
  ]);
  return rows.length > 0;
}

/** Nothing is sold at it any more. Whoever subscribed at it keeps it. */
export async function retirePrice(sql: SqlRunner, priceId: string): Promise<void> {
  await sql.query(
    "retire_price",
    "update provider_prices set retired_at = clock_timestamp() where price_id = $1 and retired_at is null",
    [priceId],
  );
}

const SELECT_PRICES = `
select
  price_id, product_id, lookup_key, kind, plan_key, billing_interval, package_key, business_id, amount_minor, currency,
  tokens_micro, bonus_micro, rollover_cap_micro, ${milliseconds("retired_at")} as retired_ms
from provider_prices`;

const RETIRE_OTHERS = `
update provider_prices
set retired_at = clock_timestamp()
where lookup_key = $1 and price_id <> $2 and retired_at is null`;

const INSERT_PRICE = `
insert into provider_prices
  (price_id, product_id, lookup_key, kind, plan_key, billing_interval, package_key, business_id, amount_minor, currency, tokens_micro, bonus_micro, rollover_cap_micro)
values ($1, $2, $3, $4, $5, $6, $7, $8::uuid, $9, $10, $11, $12, $13)
on conflict (price_id) do nothing
returning price_id`;

type Row = {
  readonly price_id: string;
  readonly product_id: string;
  readonly lookup_key: string;
  readonly plan_key: string | null;
  readonly billing_interval: BillingInterval | null;
  readonly package_key: string | null;
  readonly business_id: string | null;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly tokens_micro: bigint;
  readonly bonus_micro: bigint;
  readonly rollover_cap_micro: bigint;
  readonly retired_ms: bigint | null;
};

function toPrice(row: Row): StoredPrice {
  return {
    priceId: row.price_id,
    productId: row.product_id,
    lookupKey: row.lookup_key,
    sells: soldBy(row),
    businessId: row.business_id,
    amount: Number(row.amount_minor),
    currency: row.currency,
    retiredAt: row.retired_ms === null ? null : Number(row.retired_ms),
  };
}

function soldBy(row: Row): StoredPrice["sells"] {
  const tokens = row.tokens_micro as MicroTokens;
  if (row.plan_key !== null && row.billing_interval !== null) {
    const { plan_key: planKey, billing_interval: interval } = row;
    return {
      kind: "plan",
      planKey,
      interval,
      tokensMonthly: tokens,
      rolloverCap: row.rollover_cap_micro as MicroTokens,
    };
  }
  return { kind: "package", packageKey: row.package_key ?? "", tokens, bonus: row.bonus_micro as MicroTokens };
}
