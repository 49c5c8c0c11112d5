import type { Cap, Correction, Grant, Instant, ReviewLine, Settings, TakenKey } from "@farebox/billing-core";
import { CHANGED_HOLDS } from "./committed-call-rows.ts";
import { REFUNDS, REPORTED } from "./committed-rows.ts";
import { type Columns, rowSet } from "./row-set.ts";

/** The rows that few commits write; their parameters come last, so that the statement of all others does without them. */

export const NEW_GRANTS = rowSet<{ grant: Grant; key: string | null; now: Instant }>(
  "new_grant",
  CHANGED_HOLDS.nextParameter,
  {
    id: ["uuid", (row) => row.grant.id],
    source: ["text", (row) => row.grant.source],
    original_micro: ["bigint", (row) => row.grant.original],
    remaining_micro: ["bigint", (row) => row.grant.remaining],
    priority: ["integer", (row) => row.grant.priority],
    effective_at: ["instant", (row) => row.grant.effectiveAt],
    expires_at: ["instant", (row) => row.grant.expiresAt],
    cost_amount_minor: ["bigint", (row) => row.grant.costBasis?.amount ?? null],
    cost_currency: ["text", (row) => row.grant.costBasis?.currency ?? null],
    frozen_at: ["instant", (row) => row.grant.frozenAt],
    debt_repaid_micro: ["bigint", (row) => row.grant.debtRepaid],
    reason: ["text", (row) => row.grant.reason],
    payment_key: ["text", (row) => row.grant.payment?.key ?? null],
    subscription_id: ["text", (row) => row.grant.planMonth?.subscriptionId ?? null],
    month_starts_at: ["instant", (row) => row.grant.planMonth?.startAt ?? null],
    month_ends_at: ["instant", (row) => row.grant.planMonth?.endAt ?? null],
    ...REFUNDS,
    key: ["text", (row) => row.key],
    exhausted_at: ["instant", (row) => (row.grant.remaining === 0n ? row.now : null)],
    created_at: ["instant", (row) => row.grant.createdAt],
  },
);

export const NEW_REVIEWS = rowSet<ReviewLine>("new_review", NEW_GRANTS.nextParameter, {
  ...REPORTED,
  status: ["text", (row) => row.status],
  resolved_at: ["instant", (row) => row.resolvedAt],
  line_id: ["uuid", (row) => row.lineId],
  note: ["text", (row) => row.note],
});

export const CHANGED_REVIEWS = rowSet<ReviewLine>("changed_review", NEW_REVIEWS.nextParameter, {
  id: ["uuid", (row) => row.id],
  status: ["text", (row) => row.status],
  resolved_at: ["instant", (row) => row.resolvedAt],
  line_id: ["uuid", (row) => row.lineId],
  note: ["text", (row) => row.note],
});

export const CORRECTIONS = rowSet<Correction>("new_correction", CHANGED_REVIEWS.nextParameter, {
  id: ["uuid", (row) => row.id],
  line_id: ["uuid", (row) => row.lineId],
  reason: ["text", (row) => row.reason],
  returned_micro: ["bigint", (row) => row.returned],
  balance_after_micro: ["bigint", (row) => row.balanceAfter],
  replacement_line_id: ["uuid", (row) => row.replacement?.id ?? null],
  recorded_at: ["instant", (row) => row.recordedAt],
});

/** Keys of scope `fact`: what the payment provider said, once across all businesses. */
export const FACTS = rowSet<{ key: TakenKey; now: Instant }>("new_fact", CORRECTIONS.nextParameter, {
  fact: ["text", (row) => row.key.key],
  grant_id: ["uuid", (row) => row.key.subjectId],
  recorded_at: ["instant", (row) => row.now],
});

type CapPlace = Pick<Cap, "agentId" | "every">;

const CAP_PLACE: Columns<CapPlace> = {
  agent_id: ["text", (row) => row.agentId ?? ""],
  every: ["text", (row) => row.every],
};

/** Caps from now on, whether or not there was one in their place. */
export const CAPS = rowSet<Cap>("cap", FACTS.nextParameter, {
  ...CAP_PLACE,
  limit_micro: ["bigint", (row) => row.limit],
});

/** Caps that were loaded and are no more. */
export const REMOVED_CAPS = rowSet<CapPlace>("removed_cap", CAPS.nextParameter, CAP_PLACE);

/** Settings with whether the limit of live calls is among what changed: the plan's stays the plan's otherwise. */
export type SettingsChange = Settings & { readonly setsConcurrentCalls: boolean };

export const SETTINGS = rowSet<SettingsChange>("setting", REMOVED_CAPS.nextParameter, {
  overdraft_limit_micro: ["bigint", (row) => row.overdraftLimit],
  suspended_at: ["instant", (row) => row.suspendedAt],
  suspended_reason: ["text", (row) => row.suspendedReason],
  concurrent_calls_limit: ["integer", (row) => row.concurrentCallsLimit],
  sets_concurrent_calls: ["boolean", (row) => row.setsConcurrentCalls],
});
