import { arrayLiteral, textItem } from "../array-literal.ts";
import { keyDigest } from "../key-digest.ts";
import { bindJudgement, EXPORTED, judge } from "../transactions/judged-runs.ts";
import type { TransactionFilters } from "../transactions/list-transactions.ts";
import { TRANSACTION_TYPE } from "../transactions/transaction-columns.ts";

/** Adds a parameter and says how the text names it. */
export type Bind = (value: unknown) => string;

/**
 * What the filters of the history ask of an entry, as conditions on the names of `TRANSACTION_JOINS` and `REVERSAL_JOIN`. The list finds the same
 * runs by an index each; an export looks at every entry once, so it only has to judge them.
 */
export function exportConditions(filters: TransactionFilters, bind: Bind): string {
  const { type, service, agentId, from, to, search } = filters;
  const conditions = [
    type === null ? null : `${TRANSACTION_TYPE} = ${bind(type)}::text`,
    service === null ? null : `coalesce(line.service, corrected.service) = ${bind(service)}::text`,
    agentId === null ? null : `coalesce(line.agent_id, corrected.agent_id) = ${bind(agentId)}::text`,
    from === null ? null : `entry.occurred_at >= ${bind(new Date(from).toISOString())}::timestamptz`,
    to === null ? null : `entry.occurred_at < ${bind(new Date(to).toISOString())}::timestamptz`,
    search === null ? null : isNamed(filters, search, bind),
    ...judge(bindJudgement(filters, bind), EXPORTED),
  ];
  return conditions.map((condition) => (condition === null ? "" : `\n  and ${condition}`)).join("");
}

/** An id or key in full, or part of a reference, reason or note; the same places as the history looks in. */
function isNamed({ searchedPayments }: TransactionFilters, search: string, bind: Bind): string {
  const digest = `${bind(`\\x${keyDigest(search)}`)}::bytea`;
  const words = `lower(${bind(search)}::text)`;
  const contains = (column: string) => `strpos(lower(${column}), ${words}) > 0`;
  const ways = [
    contains("line.ref"),
    contains("corrected.ref"),
    contains("correction.reason"),
    `entry.run_id in (
      select coalesce(review.line_id, known.subject_id)
      from idempotency_keys known
      left join usage_reviews review on review.business_id = known.business_id and review.id = known.subject_id
      where known.business_id = $1::uuid and known.scope in ('usage', 'grant', 'hold') and known.key_digest = ${digest}
    )`,
    `entry.run_id in (select id from token_holds where business_id = $1::uuid and ${contains("closed_reason")})`,
    `entry.run_id in (select id from token_grants where business_id = $1::uuid and ${contains("reason")})`,
    `entry.run_id in (select line_id from usage_reviews where business_id = $1::uuid and line_id is not null and ${contains("note")})`,
    ...(UUID.test(search) ? [`entry.run_id = ${bind(search)}::uuid`] : []),
    ...(searchedPayments.length > 0 ? [isOfPayments(searchedPayments, bind)] : []),
  ];
  return `(${ways.join("\n    or ")})`;
}

/** What a payment brought, and what was taken back with it. */
function isOfPayments(payments: readonly string[], bind: Bind): string {
  const keys = `${bind(arrayLiteral(payments.map(textItem)))}::text[]`;
  const paid = `select id from token_grants where business_id = $1::uuid and payment_key = any(${keys})`;
  const returned = `select run_id from payment_return_runs where business_id = $1::uuid and payment_key = any(${keys})`;
  return `entry.run_id in (${paid} union all ${returned})`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
