import { type MicroTokens, toTokens } from "@farebox/billing-core";
import type { Statement, StatementHead } from "../statements/statement.ts";
import { paymentReference, paymentWords } from "../statements/statement-words.ts";
import type { StatementAnswer, StatementHeadAnswer } from "./statements-schemas.ts";
import { toInstantText } from "./wire-instants.ts";

export function toStatementHeadAnswer(head: StatementHead): StatementHeadAnswer {
  return {
    month: head.month,
    from: toInstantText(head.from),
    to: toInstantText(head.to),
    isFinal: head.isFinal,
    asOf: toInstantText(head.asOf),
    opening: toTokens(head.opening),
    closing: toTokens(head.closing),
  };
}

export function toStatementAnswer(statement: Statement): StatementAnswer {
  const { businessId, businessName, timeZone, movements, usage, payments, entries } = statement;
  return {
    ...toStatementHeadAnswer(statement),
    businessId,
    businessName,
    timeZone,
    movements: movements.map((moved) => ({
      kind: moved.kind,
      entries: Number(moved.entries),
      amount: toTokens(moved.amount),
    })),
    usage: usage.map((use) => ({
      service: use.service,
      events: Number(use.events),
      quantity: Number(use.quantity),
      charged: toTokens(use.charged),
      returned: toTokens(use.returned),
      netCharged: toTokens((use.charged - use.returned) as MicroTokens),
    })),
    payments: payments.map((payment) => ({
      recordedAt: toInstantText(payment.recordedAt),
      kind: payment.kind,
      description: paymentWords(payment),
      reference: paymentReference(payment),
      amount: { amount: payment.amount, currency: payment.currency },
    })),
    entries: entries === null ? null : { first: Number(entries.first), last: Number(entries.last) },
  };
}
