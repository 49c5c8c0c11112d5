import type { Sabotage } from "./sabotages.ts";

/** Rows of a business that does not exist: no foreign key of theirs forbids it, so the checks of everything have to see them. */
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
