import type { Grant, Rate } from "@farebox/billing-core";
import { grantJson } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { type GrantRow, toGrant } from "../mapping.ts";
import {
  TRANSACTION_COLUMNS,
  TRANSACTION_JOINS,
  type TransactionColumns,
  type TransactionRow,
  toTransaction,
} from "./transaction-columns.ts";

/** One run with everything that explains it. Null when this business has no such run. */
export async function readTransaction(
  sql: SqlRunner,
  asked: { readonly businessId: string; readonly id: string },
): Promise<ReceiptRow | null> {
  const rows = await sql.query<ReceiptColumns>("read_transaction", READ_TRANSACTION, [asked.businessId, asked.id]);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    ...toTransaction(row),
    metadata: row.metadata,
    price: row.rate === null ? null : { cardId: row.rate_card_id, version: row.rate_version, rate: toRate(row.rate) },
    grant: row.grant === null ? null : toGrant(row.grant),
    correctedBy: row.corrected_by,
    corrects: row.corrects,
    replaces: row.replaces,
    replacedBy: row.replaced_by,
  };
}

export type ReceiptRow = TransactionRow & {
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** What priced it; null for what is not usage. */
  readonly price: { readonly cardId: string; readonly version: number; readonly rate: Rate } | null;
  /** The grant that arrived, lapsed or repaid debt; null for usage and corrections. */
  readonly grant: Grant | null;
  /** The correction that reversed this line. */
  readonly correctedBy: string | null;
  /** The line that this correction reversed. */
  readonly corrects: string | null;
  /** The corrected line that this line stands in for. */
  readonly replaces: string | null;
  /** The line that stands in for the corrected one. */
  readonly replacedBy: string | null;
};

type RateJson = Omit<Rate, "tokens" | "minimum" | "connectFee"> & {
  readonly tokens: number;
  readonly minimum: number;
  readonly connectFee: number;
};

type ReceiptColumns = TransactionColumns & {
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly rate_card_id: string;
  readonly rate_version: number;
  readonly rate: RateJson | null;
  readonly grant: GrantRow | null;
  readonly corrected_by: string | null;
  readonly corrects: string | null;
  readonly replaces: string | null;
  readonly replaced_by: string | null;
};

const READ_TRANSACTION = `
select ${TRANSACTION_COLUMNS},
  line.metadata,
  line.rate_card_id,
  line.rate_version,
  (
    select json_build_object(
      'service', rate.service,
      'tokens', rate.tokens_micro,
      'per', rate.per,
      'unit', rate.unit,
      'shape', rate.shape,
      'initialIncrement', rate.initial_increment,
      'nextIncrement', rate.next_increment,
      'minimum', rate.minimum_micro,
      'connectFee', rate.connect_fee_micro,
      'freeUnits', rate.free_units
    )
    from token_rates rate
    where rate.rate_card_id = line.rate_card_id and rate.service = line.service
  ) as rate,
  case when funding.id is not null then ${grantJson("funding")} end as grant,
  reversal.id as corrected_by,
  correction.line_id as corrects,
  line.replaces_line_id as replaces,
  coalesce(reversal.replacement_line_id, correction.replacement_line_id) as replaced_by
from token_transactions entry
${TRANSACTION_JOINS}
left join usage_corrections reversal
  on reversal.business_id = line.business_id and reversal.line_id = line.id
where entry.business_id = $1::uuid
  and entry.run_id = $2::uuid
  and entry.leg = 1`;

function toRate({ tokens, minimum, connectFee, ...rest }: RateJson): Rate {
  return {
    ...rest,
    tokens: BigInt(tokens) as Rate["tokens"],
    minimum: BigInt(minimum) as Rate["minimum"],
    connectFee: BigInt(connectFee) as Rate["connectFee"],
  };
}
