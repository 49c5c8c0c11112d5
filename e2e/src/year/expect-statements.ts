import { expect } from "vitest";
import type { BillingClient } from "../billing-client.ts";
import { toMicro } from "../exact-arithmetic.ts";
import type { Books } from "./books.ts";
import type { Role } from "./cast.ts";

/** The statement of every month continues the one before, and says what the ledger says. Answers how many there are. */
export async function expectStatements(
  billing: BillingClient,
  { business, role, books }: { readonly business: string; readonly role: Role; readonly books: Books },
): Promise<number> {
  const { items } = await billing.must<{ items: { month: string }[] }>("GET", "/statements?limit=200", { business });
  const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: role.timeZone });
  const months = Map.groupBy(books.entries, ({ recordedAt }) => calendar.format(recordedAt).slice(0, 7));
  let closing = 0n;
  for (const { month } of [...items].reverse()) {
    const statement = await billing.must<Statement>("GET", `/statements/${month}`, { business });
    const entries = months.get(month) ?? [];
    const where = `${role.name}, ${month}`;
    expect(toMicro(statement.opening), where).toBe(closing);
    closing = entries.at(-1)?.balance ?? closing;
    expect(toMicro(statement.closing), where).toBe(closing);
    const said = statement.movements.map(({ kind, amount, entries: count }) => [kind, toMicro(amount), count]);
    const booked = [...Map.groupBy(entries, ({ kind }) => kind)].map(([kind, own]) => [
      kind,
      own.reduce((sum, { amount }) => sum + amount, 0n),
      own.length,
    ]);
    expect(said.sort(), where).toEqual(booked.sort());
    months.delete(month);
  }
  expect([...months.keys()], `${role.name}: months without a statement`).toEqual([]);
  return items.length;
}

type Statement = {
  readonly opening: number;
  readonly closing: number;
  readonly movements: readonly { readonly kind: string; readonly entries: number; readonly amount: number }[];
};
