/**
 * The order in which grants are spent, for an `order by` over `token_grants`. The same order as compareSpendOrder in
 * billing-core; spend-order.db.test.ts holds the two together.
 */
export const SPEND_ORDER =
  "priority, expires_at nulls last, coalesce(cost_amount_minor, 0) > 0, effective_at, created_at, id";
