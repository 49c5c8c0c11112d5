import type { Sabotage } from "./sabotages.ts";

/** Damage to what was sold, and the check that should see it. */
export const SELLING_SABOTAGES: readonly Sabotage[] = [
  {
    does: "marks a purchase paid that brought nothing",
    statements: [
      `update purchases set status = 'paid', paid_at = now(), paid_amount_minor = price_amount_minor, paid_by = 'pi_none', closed_at = null
      where business_id = $business and status = 'created'`,
    ],
    seenBy: "paid_purchases_have_their_grants",
  },
  {
    does: "loses the bonus of a purchase",
    statements: [
      "update token_grants set payment_key = 'invoice:in_' || business_id where business_id = $business and source = 'bonus'",
    ],
    seenBy: "paid_purchases_have_their_grants",
  },
  {
    does: "lets one payment pay two purchases",
    statements: ["update purchases set paid_by = 'pi_one' where paid_at is not null"],
    seenBy: "one_payment_pays_one_purchase",
  },
  {
    does: "forgets the fact of a paid grant",
    statements: ["delete from provider_facts where business_id = $business and fact like 'purchase:%'"],
    seenBy: "paid_grants_have_their_fact",
  },
  {
    does: "takes more than the refund's share",
    statements: [
      "update token_grants set refund_shortfall_micro = refund_shortfall_micro + 1 where business_id = $business and source = 'purchase'",
    ],
    seenBy: "refunds_follow_the_money",
  },
  {
    does: "forgets a refund",
    statements: ["delete from payment_returns where business_id = $business and kind = 'refund'"],
    seenBy: "refunds_follow_the_money",
  },
  {
    does: "says that a refund took what it did not",
    statements: [
      "update token_grants set refunded_micro = refunded_micro - 1, refund_shortfall_micro = refund_shortfall_micro + 1 where business_id = $business and refunded_micro > 0",
    ],
    seenBy: "refunded_equals_ledger",
  },
  {
    does: "removes why a run took tokens back",
    statements: ["delete from payment_return_runs where business_id = $business"],
    seenBy: "runs_have_subjects",
  },
  {
    does: "lets disputed tokens be spent",
    statements: [
      "update token_grants set frozen_at = null where business_id = $business and payment_key is not null and frozen_at is not null",
    ],
    seenBy: "disputes_freeze_their_grants",
  },
  {
    does: "marks a month granted that did not come",
    statements: [
      "update scheduled_token_months set granted_at = now() where business_id = $business and granted_at is null",
    ],
    seenBy: "scheduled_months_came_once",
  },
  {
    does: "keeps a subscription alive that is not",
    statements: ["update provider_subscriptions set status = 'past_due' where business_id = $business"],
    seenBy: "current_subscription_is_one_of_them",
  },
  {
    does: "leaves an event lying",
    statements: [
      "update provider_events set status = 'pending', finished_at = null, next_attempt_at = now() - interval '1 hour' where business_id = $business",
    ],
    seenBy: "provider_events_are_worked_on",
  },
];
