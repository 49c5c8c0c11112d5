import type { Sabotage } from "./sabotages.ts";

const holds = "token_holds where business_id = $business";

/** Damage to live calls and to those that ended. */
export const CALL_SABOTAGES: readonly Sabotage[] = [
  {
    does: "lets a live call keep more than there is",
    statements: ["update token_holds set held_micro = 1000000000000 where business_id = $business and status = 'open'"],
    seenBy: "held_tokens_are_there",
  },
  {
    does: "takes from a live call what its granted time costs",
    statements: ["update token_holds set held_micro = 0 where business_id = $business and status = 'open'"],
    seenBy: "calls_are_priced",
  },
  {
    does: "forgets that a call is overdue",
    statements: [
      `update token_holds set opened_at = opened_at - interval '1 hour', expires_at = expires_at - interval '1 hour'
      where business_id = $business and status = 'open'`,
    ],
    seenBy: "open_calls_are_not_overdue",
  },
  {
    does: "keeps expired tokens that no call needs",
    statements: [
      `update token_grants set effective_at = '2020-01-01', expires_at = '2020-01-02'
      where business_id = $business and exhausted_at is null`,
    ],
    seenBy: "expired_tokens_are_needed",
  },
  {
    does: "charges a call more than its seconds cost",
    statements: [
      "update token_holds set accrued_micro = accrued_micro + 1 where business_id = $business and status = 'abandoned'",
    ],
    seenBy: "calls_are_priced",
  },
  {
    does: "makes an abandoned call longer than its line",
    statements: [
      "update token_holds set elapsed_seconds = 60, accrued_micro = 2000000 where business_id = $business and status = 'abandoned'",
    ],
    seenBy: "calls_equal_their_lines",
  },
  {
    does: "opens a call again that was booked",
    statements: [
      `update token_holds set status = 'open', closed_at = null, line_id = null, held_micro = 10000000
      where business_id = $business and status = 'captured'`,
    ],
    seenBy: "calls_equal_their_lines",
  },
  {
    does: "takes a capture for an abandonment",
    statements: [
      "update token_holds set status = 'abandoned', closed_at = expires_at where business_id = $business and status = 'captured'",
    ],
    seenBy: "calls_equal_their_lines",
  },
  {
    does: "takes a call that cost nothing for a void",
    statements: [
      `update token_holds set status = 'voided', closed_reason = 'busy', closed_at = opened_at, elapsed_seconds = 0, accrued_micro = 0
      where business_id = $business and status = 'captured'`,
    ],
    seenBy: "calls_equal_their_lines",
  },
  {
    does: "forgets the settlement of a call",
    statements: [
      "update token_holds set status = 'abandoned', settled_at = null, line_id = id where business_id = $business and status = 'settled'",
    ],
    seenBy: "calls_equal_their_lines",
  },
  {
    does: "removes a call whose line stands",
    statements: [`delete from ${holds} and status = 'captured'`],
    seenBy: "lines_of_calls_have_calls",
  },
  {
    does: "gives the line of one call to another",
    statements: [
      `update usage_tracking set hold_id = (select id from ${holds} and status = 'captured')
      where business_id = $business and hold_id is not null and replaces_line_id is not null`,
    ],
    seenBy: "lines_of_calls_have_calls",
  },
  {
    does: "frees the name of a call",
    statements: ["delete from idempotency_keys where business_id = $business and scope = 'hold'"],
    seenBy: "subjects_have_keys",
  },
  {
    does: "renames a call",
    statements: [
      `update token_holds set call_id = call_id || 'x' where business_id = $business and status = 'captured'`,
    ],
    seenBy: "keys_have_subjects",
  },
  {
    does: "counts less against a cap than was charged",
    statements: ["update charged_days set charged_micro = charged_micro - 1 where business_id = $business"],
    seenBy: "charged_days_equal_lines",
  },
];
