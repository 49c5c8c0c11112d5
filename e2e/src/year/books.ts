import { inDatabase } from "../in-database.ts";
import type { Product } from "../product.ts";

/** A business's ledger and grants as they are kept: what the expectations of the year are worked out from. */
export async function readBooks(product: Product, businessId: string): Promise<Books> {
  const entries = await inDatabase<EntryRow>(product, ENTRIES, [businessId]);
  const grants = await inDatabase<GrantRow>(product, GRANTS, [businessId]);
  return {
    entries: entries.map(({ amount, balance, ...entry }) => ({
      ...entry,
      amount: BigInt(amount),
      balance: BigInt(balance),
    })),
    grants,
  };
}

export type Books = { readonly entries: readonly Entry[]; readonly grants: readonly GrantRow[] };

export type Entry = Omit<EntryRow, "amount" | "balance"> & {
  /** In micro-tokens, as is the sum of the ledger after it. */
  readonly amount: bigint;
  readonly balance: bigint;
};

type EntryRow = {
  readonly run: string;
  readonly kind: string;
  readonly amount: string;
  readonly grant: string | null;
  readonly balance: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
};

type GrantRow = {
  readonly id: string;
  readonly source: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
};

const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

const ENTRIES = `
select
  run_id as run,
  kind,
  amount_micro::text as amount,
  grant_id as grant,
  balance_after_micro::text as balance,
  ${milliseconds("occurred_at")} as "occurredAt",
  ${milliseconds("recorded_at")} as "recordedAt"
from token_transactions
where business_id = $1
order by seq`;

const GRANTS = `
select id, source, ${milliseconds("created_at")} as "createdAt", ${milliseconds("expires_at")} as "expiresAt"
from token_grants
where business_id = $1
order by created_at, id`;
