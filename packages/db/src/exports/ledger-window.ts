import type { TransactionFilters } from "../transactions/list-transactions.ts";
import type { Bind } from "./export-conditions.ts";

/**
 * A piece of the ledger: the runs that begin with `afterSeq < seq <= untilSeq`, told as they stood at `lastSeq`. By places in
 * the ledger and not by a number of rows found, so that each statement is short however little the filters let through.
 */
export type LedgerWindow = {
  readonly businessId: string;
  readonly filters: TransactionFilters;
  readonly afterSeq: bigint;
  readonly untilSeq: bigint;
  /** Where the export ends, if that is earlier: what was corrected after it is not corrected here. */
  readonly lastSeq: bigint;
};

/** The parameters every window has, $1 to $4, with room for those of its filters. */
export function bindWindow(window: LedgerWindow): { readonly parameters: unknown[]; readonly bind: Bind } {
  const { businessId, afterSeq, untilSeq, lastSeq } = window;
  const parameters: unknown[] = [businessId, afterSeq, untilSeq, lastSeq];
  return { parameters, bind: (value) => `$${parameters.push(value)}` };
}

export const IN_WINDOW = `entry.business_id = $1::uuid
  and entry.leg = 1
  and entry.seq > $2::bigint
  and entry.seq <= least($3::bigint, $4::bigint)`;

/** The correction of the line, unless it came after the export began. Name in scope: `line`; adds `reversal`. */
export const REVERSAL_JOIN = `
left join usage_corrections reversal
  on reversal.business_id = line.business_id and reversal.line_id = line.id
  and not exists (
    select from token_transactions later
    where later.business_id = reversal.business_id and later.run_id = reversal.id and later.leg = 1 and later.seq > $4::bigint
  )`;
