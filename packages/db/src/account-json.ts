/**
 * How rows travel inside the one loading statement: as JSON objects whose fields `mapping.ts` reads. Amounts and counts are
 * JSON numbers (8e15 is exact), instants are milliseconds.
 */
export const grantJson = (grant: string): string => `json_build_object(
  'id', ${grant}.id,
  'source', ${grant}.source,
  'original', ${grant}.original_micro,
  'remaining', ${grant}.remaining_micro,
  'priority', ${grant}.priority,
  'effectiveAt', ${milliseconds(`${grant}.effective_at`)},
  'expiresAt', ${milliseconds(`${grant}.expires_at`)},
  'costAmount', ${grant}.cost_amount_minor,
  'costCurrency', ${grant}.cost_currency,
  'frozenAt', ${milliseconds(`${grant}.frozen_at`)},
  'debtRepaid', ${grant}.debt_repaid_micro,
  'reason', ${grant}.reason,
  'paymentKey', ${grant}.payment_key,
  'refunded', ${grant}.refunded_micro,
  'refundDebt', ${grant}.refund_debt_micro,
  'shortfall', ${grant}.refund_shortfall_micro,
  'subscriptionId', ${grant}.subscription_id,
  'monthStartAt', ${milliseconds(`${grant}.month_starts_at`)},
  'monthEndAt', ${milliseconds(`${grant}.month_ends_at`)},
  'createdAt', ${milliseconds(`${grant}.created_at`)}
)`;

export const lineJson = (line: string): string => `json_build_object(
  'holdId', ${line}.hold_id,
  'rateCardId', ${line}.rate_card_id,
  'rateVersion', ${line}.rate_version,
  'charged', ${line}.charged_micro,
  'balanceAfter', ${line}.balance_after_micro,
  'replacesLineId', ${line}.replaces_line_id,
  ${reportedFields(line)}
)`;

export const holdJson = (hold: string): string => `json_build_object(
  'id', ${hold}.id,
  'callId', ${hold}.call_id,
  'service', ${hold}.service,
  'agentId', ${hold}.agent_id,
  'rateCardId', ${hold}.rate_card_id,
  'rateVersion', ${hold}.rate_version,
  'status', ${hold}.status,
  'openedAt', ${milliseconds(`${hold}.opened_at`)},
  'lastSeq', ${hold}.last_seq,
  'elapsedSeconds', ${hold}.elapsed_seconds,
  'accrued', ${hold}.accrued_micro,
  'held', ${hold}.held_micro,
  'lent', ${hold}.lent_micro,
  'grantedSeconds', ${hold}.granted_seconds,
  'expiresAt', ${milliseconds(`${hold}.expires_at`)},
  'closedAt', ${milliseconds(`${hold}.closed_at`)},
  'closedReason', ${hold}.closed_reason,
  'lineId', ${hold}.line_id,
  'settledAt', ${milliseconds(`${hold}.settled_at`)}
)`;

export const reviewJson = (review: string): string => `json_build_object(
  'status', ${review}.status,
  'resolvedAt', ${milliseconds(`${review}.resolved_at`)},
  'lineId', ${review}.line_id,
  'note', ${review}.note,
  ${reportedFields(review)}
)`;

/** `replacement` is an expression for the JSON of the line that replaced the corrected one, or null. */
export const correctionJson = (correction: string, replacement: string): string => `json_build_object(
  'id', ${correction}.id,
  'lineId', ${correction}.line_id,
  'reason', ${correction}.reason,
  'returned', ${correction}.returned_micro,
  'balanceAfter', ${correction}.balance_after_micro,
  'recordedAt', ${milliseconds(`${correction}.recorded_at`)},
  'replacement', ${replacement}
)`;

/** A rate card with its rates; `validTo` is an expression for the start of its successor. */
export const cardJson = (card: string, validTo: string): string => `json_build_object(
  'id', ${card}.id,
  'businessId', ${card}.business_id,
  'version', ${card}.version,
  'validFrom', ${milliseconds(`${card}.valid_from`)},
  'validTo', ${milliseconds(validTo)},
  'rates', (
    select json_agg(json_build_object(
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
    ) order by rate.service)
    from token_rates rate
    where rate.rate_card_id = ${card}.id
  )
)`;

export function milliseconds(instant: string): string {
  return `(extract(epoch from ${instant}) * 1000)::bigint`;
}

function reportedFields(row: string): string {
  return `'id', ${row}.id,
  'key', ${row}.key,
  'service', ${row}.service,
  'quantity', ${row}.quantity,
  'occurredAt', ${milliseconds(`${row}.occurred_at`)},
  'statedOccurredAt', ${milliseconds(`${row}.stated_occurred_at`)},
  'recordedAt', ${milliseconds(`${row}.recorded_at`)},
  'agentId', ${row}.agent_id,
  'ref', ${row}.ref,
  'metadata', ${row}.metadata`;
}
