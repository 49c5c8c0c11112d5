import { type MicroTokens, toTokensText } from "@farebox/billing-core";
import { defuse, toCsvRow } from "../exports/csv.ts";
import { toZonedText } from "../exports/zoned-time.ts";
import type { Statement } from "./statement.ts";
import { MOVEMENT_WORDS, paymentReference, paymentWords, serviceWords } from "./statement-words.ts";

/** One table for all of a statement: which section a row is of, and what it says. Sections have their columns in common. */
export function toStatementCsv(statement: Statement): string {
  const { month, timeZone, opening, closing, movements, usage, payments } = statement;
  const row = (section: string, cells: Partial<Record<(typeof COLUMNS)[number], string>>) =>
    toCsvRow(COLUMNS.map((name) => ({ ...cells, month, timeZone, section })[name] ?? ""));
  return [
    toCsvRow([...COLUMNS]),
    row("opening", {
      description: "Opening balance",
      at: toZonedText(statement.from, timeZone),
      tokens: toTokensText(opening),
    }),
    ...movements.map(({ kind, entries, amount }) =>
      row("movement", {
        item: kind,
        description: MOVEMENT_WORDS[kind],
        count: String(entries),
        tokens: toTokensText(amount),
      }),
    ),
    row("closing", {
      description: statement.isFinal ? "Closing balance" : "Balance so far",
      at: toZonedText(statement.asOf, timeZone),
      tokens: toTokensText(closing),
    }),
    ...usage.map(({ service, events, quantity, charged, returned }) =>
      row("usage", {
        item: defuse(service),
        description: serviceWords(service),
        count: String(events),
        quantity: String(quantity),
        tokens: toTokensText((charged - returned) as MicroTokens),
      }),
    ),
    ...payments.map((payment) =>
      row("payment", {
        item: payment.kind,
        description: defuse(paymentWords(payment)),
        reference: defuse(paymentReference(payment)),
        at: toZonedText(payment.recordedAt, timeZone),
        minorUnits: String(payment.amount),
        currency: payment.currency,
      }),
    ),
  ].join("");
}

const COLUMNS = [
  "section",
  "item",
  "description",
  "reference",
  "count",
  "quantity",
  "tokens",
  "minorUnits",
  "currency",
  "at",
  "month",
  "timeZone",
] as const;
