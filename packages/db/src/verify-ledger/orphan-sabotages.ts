import type { Sabotage } from "./sabotages.ts";

/** Rows without what they belong to: no foreign key of theirs forbids it, so the checks have to see them. */
export const ORPHAN_SABOTAGES: readonly Sabotage[] = [
  {
    does: "leaves an entry to nobody",
    statements: [copyToNobody("token_transactions", "seq = 3")],
    seenBy: "sight",
  },
  {
    does: "leaves a whole ledger to nobody, with its lines and keys",
    statements: ["token_transactions", "usage_tracking", "idempotency_keys"].map((table) =>
      copyToNobody(table, "true"),
    ),
    seenBy: "sight",
  },
  {
    does: "leaves a line to nobody",
    statements: [copyToNobody("usage_tracking", "hold_id is null and key is not null")],
    seenBy: "lines_equal_their_runs",
  },
  {
    does: "draws from a grant that is not there",
    statements: [
      "update token_transactions set grant_id = gen_random_uuid() where business_id = $business and kind = 'usage' and seq = (select min(seq) from token_transactions where business_id = $business and kind = 'usage')",
    ],
    seenBy: "grants_equal_ledger",
  },
  {
    does: "draws from another business's grant",
    statements: [
      `update token_transactions set grant_id = (select id from token_grants where business_id <> $business limit 1)
       where business_id = $business and kind = 'usage' and seq = (select min(seq) from token_transactions where business_id = $business and kind = 'usage')`,
    ],
    seenBy: "hash_chain",
  },
  {
    does: "leaves a key to nobody",
    statements: [copyToNobody("idempotency_keys", "scope = 'usage'")],
    seenBy: "keys_have_subjects",
  },
];

function copyToNobody(table: string, which: string): string {
  const nobody = "00000000-0000-7000-8000-00000000dead";
  return `insert into ${table} select (jsonb_populate_record(row, '{"business_id": "${nobody}"}')).*
    from ${table} row where business_id = $business and ${which}`;
}
