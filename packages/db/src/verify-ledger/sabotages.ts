/** Damage done on purpose by somebody who may do anything, and the check that has to see it. */
export type Sabotage = {
  readonly does: string;
  /** `$business` stands for the business that is damaged. */
  readonly statements: readonly string[];
  readonly seenBy: string;
  /** Puts back what copying the rows back does not. */
  readonly undo?: string;
};

const inLedger = "token_transactions where business_id = $business";

export const SABOTAGES: readonly Sabotage[] = [
  {
    does: "changes the amount of an entry",
    statements: [
      "update token_transactions set amount_micro = amount_micro - 1 where business_id = $business and seq = 3",
    ],
    seenBy: "running_balances",
  },
  {
    does: "changes an amount and every sum after it",
    statements: [
      "update token_transactions set amount_micro = amount_micro - 1 where business_id = $business and seq = 3",
      "update token_transactions set balance_after_micro = balance_after_micro - 1 where business_id = $business and seq >= 3",
    ],
    seenBy: "hash_chain",
  },
  {
    does: "moves an entry in time",
    statements: [
      "update token_transactions set occurred_at = occurred_at - interval '1 day' where business_id = $business and seq = 2",
    ],
    seenBy: "hash_chain",
  },
  {
    does: "removes an entry from the middle",
    statements: [`delete from ${inLedger} and seq = 3`],
    seenBy: "seq_has_no_gap",
  },
  {
    does: "removes the newest entry",
    statements: [`delete from ${inLedger} and seq = (select max(seq) from ${inLedger})`],
    seenBy: "balances_equal_ledger",
  },
  {
    does: "removes the newest entry and counts one less",
    statements: [
      `delete from ${inLedger} and seq = (select max(seq) from ${inLedger})`,
      "update token_balances set last_seq = last_seq - 1 where business_id = $business",
    ],
    seenBy: "hash_chain",
  },
  {
    does: "removes a business's whole ledger",
    statements: [`delete from ${inLedger}`],
    seenBy: "sight",
  },
  {
    does: "adds an entry of its own at the end",
    statements: [
      `insert into token_transactions
      select business_id, seq + 1, gen_random_uuid(), 1, 1, 'adjustment', 1, (select id from token_grants where business_id = $business limit 1),
        balance_after_micro + 1, occurred_at, recorded_at, hash
      from ${inLedger} order by seq desc limit 1`,
      "update token_balances set last_seq = last_seq + 1, ledger_total_micro = ledger_total_micro + 1 where business_id = $business",
    ],
    seenBy: "runs_have_subjects",
  },
  {
    does: "tears a run apart",
    statements: ["update token_transactions set leg = 2, legs = 2 where business_id = $business and seq = 2"],
    seenBy: "runs_in_one_piece",
  },
  {
    does: "records an entry before the one before it",
    statements: [
      "update token_transactions set recorded_at = recorded_at - interval '1 hour' where business_id = $business and seq = 4",
    ],
    seenBy: "recorded_in_order",
  },
  {
    does: "raises a balance",
    statements: [
      "update token_balances set ledger_total_micro = ledger_total_micro + 1000000 where business_id = $business",
    ],
    seenBy: "balances_equal_ledger",
  },
  {
    does: "forgets a balance row",
    statements: ["delete from token_balances where business_id = $business"],
    seenBy: "every_business_has_a_balance",
  },
  {
    does: "gives tokens back to a grant",
    statements: [
      "update token_grants set remaining_micro = remaining_micro + 1, exhausted_at = null where business_id = $business and remaining_micro < original_micro - debt_repaid_micro - refunded_micro",
    ],
    seenBy: "grants_equal_ledger",
  },
  {
    does: "gives tokens back to a grant, seen in the total",
    statements: [
      "update token_grants set remaining_micro = remaining_micro + 1, exhausted_at = null where business_id = $business and remaining_micro < original_micro - debt_repaid_micro - refunded_micro",
    ],
    seenBy: "total_is_grants_less_debt",
  },
  {
    does: "invents a grant without an entry",
    statements: [
      `insert into token_grants select business_id, gen_random_uuid(), 'promotion', 5, 5, priority, effective_at, null, null, null, null, 0, null, null, null, created_at
      from token_grants where business_id = $business limit 1`,
    ],
    seenBy: "grants_equal_ledger",
  },
  {
    does: "leaves debt while tokens can be spent",
    statements: ["update token_balances set debt_micro = 5 where business_id = $business"],
    seenBy: "debt_only_when_empty",
  },
  {
    does: "forgets what a grant repaid",
    statements: [
      "update token_grants set debt_repaid_micro = 1 where business_id = $business and debt_repaid_micro = 0 and remaining_micro < original_micro - refunded_micro",
    ],
    seenBy: "repaid_debt_is_remembered",
  },
  {
    does: "charges a line more than its run took",
    statements: [
      "update usage_tracking set charged_micro = charged_micro + 1 where business_id = $business and service = 'outbound_call' and quantity > 0",
    ],
    seenBy: "lines_equal_their_runs",
  },
  {
    does: "changes a quantity",
    statements: [
      "update usage_tracking set quantity = quantity + 1 where business_id = $business and service = 'outbound_call'",
    ],
    seenBy: "lines_are_priced",
  },
  {
    does: "prices a line by a card that is not there",
    statements: [
      "update usage_tracking set rate_card_id = gen_random_uuid() where business_id = $business and service = 'outbound_call'",
    ],
    seenBy: "lines_are_priced",
  },
  {
    does: "removes a usage line",
    statements: ["delete from usage_tracking where business_id = $business and service = 'outbound_call'"],
    seenBy: "runs_have_subjects",
  },
  {
    does: "changes what a correction returned",
    statements: ["update usage_corrections set returned_micro = returned_micro - 1 where business_id = $business"],
    seenBy: "corrections_equal_their_runs",
  },
  {
    does: "frees a key",
    statements: ["delete from idempotency_keys where business_id = $business and scope = 'usage'"],
    seenBy: "subjects_have_keys",
  },
  {
    does: "lets a key stand for another row",
    statements: [
      "update idempotency_keys set subject_id = gen_random_uuid() where business_id = $business and scope = 'grant'",
    ],
    seenBy: "keys_have_subjects",
  },
  {
    does: "changes a key's text",
    statements: [
      "update usage_tracking set key = key || 'x' where business_id = $business and service = 'outbound_call'",
    ],
    seenBy: "keys_have_subjects",
  },
  {
    does: "changes an accepted review",
    statements: ["update usage_reviews set quantity = quantity + 1 where business_id = $business"],
    seenBy: "reviews_became_their_lines",
  },
  {
    does: "gives a provider's fact to another grant",
    statements: [
      "update provider_facts set grant_id = (select id from token_grants where business_id = $business and source = 'trial') where business_id = $business",
    ],
    seenBy: "facts_back_one_grant",
  },
  {
    does: "changes a quarter hour",
    statements: ["update usage_quarter_hours set charged_micro = charged_micro + 1 where business_id = $business"],
    seenBy: "quarter_hours_equal_lines",
  },
  {
    does: "loses a day",
    statements: ["delete from usage_days where business_id = $business"],
    seenBy: "days_equal_lines",
  },
  {
    does: "moves a day's usage to another agent",
    statements: ["update usage_days set agent_id = 'somebody' where business_id = $business and agent_id = 'ben'"],
    seenBy: "days_equal_lines",
  },
  {
    does: "lets the service change the ledger",
    statements: ["grant update (amount_micro) on token_transactions to farebox_service"],
    undo: "revoke update (amount_micro) on token_transactions from farebox_service",
    seenBy: "append_only",
  },
  {
    does: "lets row security lapse",
    statements: ["alter table token_grants no force row level security"],
    undo: "alter table token_grants force row level security",
    seenBy: "row_security",
  },
  {
    does: "blinds the verifier",
    statements: [
      // The owner may become the service, so its policy would do.
      "drop policy owner_sees_all on token_transactions",
      "drop policy service_sees_all on token_transactions",
    ],
    undo: `
      create policy owner_sees_all on token_transactions to farebox_owner using (true) with check (true);
      create policy service_sees_all on token_transactions to farebox_service using (true) with check (true)`,
    seenBy: "sight",
  },
  {
    does: "drops the index that makes a trial happen once",
    statements: ["drop index token_grants_one_trial"],
    undo: "create unique index token_grants_one_trial on token_grants (business_id) where source = 'trial'",
    seenBy: "unique_indexes",
  },
];
