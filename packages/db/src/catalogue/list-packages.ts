import type { CostBasis, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Packages as the catalogue has them now, smallest first. */
export async function listPackages(sql: SqlRunner): Promise<readonly PackageRow[]> {
  const rows = await sql.query<Row>("list_packages", LIST_PACKAGES, []);
  return rows.map((row) => ({
    key: row.key,
    name: row.name,
    tokens: row.tokens_micro as MicroTokens,
    bonus: row.bonus_micro as MicroTokens,
    price: { amount: Number(row.price_amount_minor), currency: row.price_currency },
  }));
}

/** A package of the catalogue; unlike core's seed its key is any word. */
export type PackageRow = {
  readonly key: string;
  readonly name: string;
  readonly tokens: MicroTokens;
  /** On top. */
  readonly bonus: MicroTokens;
  readonly price: CostBasis;
};

type Row = {
  readonly key: string;
  readonly name: string;
  readonly tokens_micro: bigint;
  readonly bonus_micro: bigint;
  readonly price_amount_minor: bigint;
  readonly price_currency: string;
};

const LIST_PACKAGES = `
select key, name, tokens_micro, bonus_micro, price_amount_minor, price_currency
from token_packages
order by position`;
