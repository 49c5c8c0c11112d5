import { describe, expect, test } from "vitest";
import { microTokens, tokens } from "../amounts.ts";
import { balanceOf } from "../balance.ts";
import type { Command } from "../commands.ts";
import { DAY_MS, SECOND_MS } from "../instants.ts";
import type { ApplyFactOutcome } from "../outcomes.ts";
import {
  correctUsageCommand,
  grantCommand,
  openHoldCommand,
  recordUsageCommand,
  TEST_NOW,
  testId,
  testIds,
} from "../testing/builders.ts";
import { checkInvariants } from "../testing/check-invariants.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";
import { apply, refundOf } from "../testing/selling-life.ts";
import type { DisputePhase, Fact } from "./facts.ts";
import type { Purchase } from "./selling-state.ts";

const purchase: Purchase = {
  id: testId(0xca00),
  kind: "package",
  tokens: tokens(2_000),
  bonus: tokens(200),
  price: { amount: 1_800, currency: "usd" },
  paidBy: null,
};
const payment = { key: `purchase:${purchase.id}`, paid: 1_800, currency: "usd" } as const;
const paid: Fact = { fact: "purchase_paid", purchaseId: purchase.id, amount: 1_800, currency: "usd", paidBy: "pi_1" };

let now = TEST_NOW;
const newId = testIds();

function shop(): MemoryLedger {
  now = TEST_NOW;
  const ledger = new MemoryLedger();
  ledger.selling.purchases.set(purchase.id, purchase);
  return ledger;
}

function tell(ledger: MemoryLedger, command: Command | Fact, policy: "clamp" | "debt" = "clamp") {
  const sent = "kind" in command ? command : apply(command, policy);
  const { outcomes } = ledger.submit([sent], { now, newId });
  expect(checkInvariants(ledger.wholeAccount(), now)).toEqual([]);
  return outcomes[0] as ApplyFactOutcome;
}

function spend(ledger: MemoryLedger, count: number, number = 0): void {
  const lineId = testId(0x200 + number);
  tell(ledger, recordUsageCommand({ key: lineId, lineId, quantity: count * 2 }));
}

function balance(ledger: MemoryLedger) {
  return balanceOf(ledger.wholeAccount(), now);
}

function refund(id: string, amount: number, standing = true): Fact {
  return refundOf(payment, { cause: `refund:${id}`, amount, standing });
}

function dispute(phase: DisputePhase): Fact {
  return { fact: "dispute", payment, disputeId: "dp_1", amount: 1_800, phase, reason: "fraudulent" };
}

function grantsOf(ledger: MemoryLedger) {
  return [...ledger.grants.values()].map(({ remaining, payment: sold }) => ({ remaining, ...sold }));
}

describe("a purchase", () => {
  test("is two grants, and one effect whatever it is called", () => {
    const ledger = shop();
    expect(tell(ledger, paid)).toMatchObject({
      outcome: "applied",
      grants: [{ source: "purchase" }, { source: "bonus" }],
    });
    expect(tell(ledger, paid)).toMatchObject({ outcome: "replayed", grants: [{}, {}] });
    expect(balance(ledger).available).toBe(tokens(2_200));
    expect([...ledger.grants.values()].map(({ costBasis }) => costBasis?.amount)).toEqual([1_800, 0]);
  });

  test.each([
    ["W08: less than its price", { ...paid, amount: 1_799 }, "amount"],
    ["W09: another currency", { ...paid, currency: "eur" }, "currency"],
  ])("brings nothing for %s", (_, fact, field) => {
    const ledger = shop();
    expect(tell(ledger, fact as Fact)).toMatchObject({
      outcome: "refused",
      error: { code: "payment_mismatch", field },
    });
    expect(ledger.entries).toEqual([]);
  });

  test("I20: a second payment of the same purchase brings nothing and is shown to somebody", () => {
    const ledger = shop();
    tell(ledger, paid);
    expect(tell(ledger, { ...paid, paidBy: "pi_2" } as Fact)).toMatchObject({ error: { field: "paidBy" } });
  });

  test("W08: more than its price (tax) brings what was bought", () => {
    const ledger = shop();
    expect(tell(ledger, { ...paid, amount: 2_100 } as Fact).outcome).toBe("applied");
    expect(balance(ledger).available).toBe(tokens(2_200));
  });
});

describe("a refund", () => {
  test("M01: of all, with nothing spent, takes grant and bonus", () => {
    const ledger = shop();
    tell(ledger, paid);
    expect(tell(ledger, refund("re_1", 1_800))).toMatchObject({ taken: tokens(2_200), shortfall: 0n });
    expect(balance(ledger).total).toBe(0n);
  });

  test("M02: of all, with 70 % spent, takes the rest and remembers what was spent", () => {
    const ledger = shop();
    tell(ledger, paid);
    spend(ledger, 1_540);
    expect(tell(ledger, refund("re_1", 1_800))).toMatchObject({ taken: tokens(660), shortfall: tokens(1_540) });
    expect(balance(ledger)).toMatchObject({ total: 0n, debt: 0n });
    expect(grantsOf(ledger).map(({ shortfall }) => shortfall)).toEqual([tokens(1_340), tokens(200)]);
  });

  test("M02: by the policy of debt the spent part is owed, and what comes next repays it", () => {
    const ledger = shop();
    tell(ledger, paid);
    spend(ledger, 1_540);
    tell(ledger, refund("re_1", 1_800), "debt");
    expect(balance(ledger)).toMatchObject({ available: 0n, debt: tokens(1_540) });
    tell(ledger, grantCommand({ tokens: tokens(2_000) }));
    expect(balance(ledger)).toMatchObject({ available: tokens(460), debt: 0n });
    // M04: it failed after all; what was repaid returns to whoever repaid it.
    tell(ledger, refund("re_1", 1_800, false), "debt");
    expect(balance(ledger)).toMatchObject({ available: tokens(2_660), debt: 0n });
  });

  test("M03: three thirds, out of order and twice, take all of it and nothing more", () => {
    const ledger = shop();
    tell(ledger, paid);
    for (const id of ["re_3", "re_1", "re_3", "re_2", "re_1"]) tell(ledger, refund(id, 600));
    expect(balance(ledger).total).toBe(0n);
    expect(grantsOf(ledger)).toMatchObject([{ refunded: tokens(2_000) }, { refunded: tokens(200) }]);
  });

  test("M04: that fails brings back what it took, once", () => {
    const ledger = shop();
    tell(ledger, paid);
    spend(ledger, 500);
    tell(ledger, refund("re_1", 1_800));
    for (let time = 0; time < 2; time += 1) tell(ledger, refund("re_1", 1_800, false));
    expect(balance(ledger).available).toBe(tokens(1_700));
    expect(tell(ledger, refund("re_1", 1_800)).outcome).toBe("replayed");
  });

  test("M08: rounds against free tokens and never below nothing", () => {
    const ledger = shop();
    tell(ledger, paid);
    tell(ledger, refund("re_1", 1));
    expect(grantsOf(ledger)).toMatchObject([
      { refunded: microTokens(1_111_112n) },
      { refunded: microTokens(111_112n) },
    ]);
  });

  test("is known before its payment: the tokens come and go at once", () => {
    const ledger = shop();
    tell(ledger, refund("re_1", 900));
    expect(tell(ledger, paid)).toMatchObject({ taken: tokens(1_100) });
    expect(balance(ledger).available).toBe(tokens(1_100));
  });

  test("does not take from a live call what it was granted, and takes it when the call did not need it", () => {
    const ledger = shop();
    tell(ledger, paid);
    tell(ledger, openHoldCommand());
    expect(tell(ledger, refund("re_1", 1_800))).toMatchObject({ taken: tokens(2_190), shortfall: tokens(10) });
    expect(balance(ledger)).toMatchObject({ held: tokens(10), available: 0n });
    now += SECOND_MS;
    tell(ledger, { kind: "void_hold", holdId: testId(0x500), reason: "no answer" });
    expect(balance(ledger).total).toBe(0n);
    expect(grantsOf(ledger).every(({ shortfall }) => shortfall === 0n)).toBe(true);
  });

  test("takes first what a correction returns to its grant", () => {
    const ledger = shop();
    tell(ledger, paid);
    spend(ledger, 1_540);
    tell(ledger, refund("re_1", 1_800));
    tell(ledger, correctUsageCommand());
    expect(balance(ledger).total).toBe(0n);
    expect(grantsOf(ledger).map(({ shortfall }) => shortfall)).toEqual([0n, 0n]);
  });
});

describe("a dispute", () => {
  test("M05: an inquiry changes nothing, a real one freezes the rest", () => {
    const ledger = shop();
    tell(ledger, paid);
    spend(ledger, 300);
    tell(ledger, dispute("inquiry"));
    expect(balance(ledger).available).toBe(tokens(1_900));
    tell(ledger, dispute("open"));
    expect(balance(ledger)).toMatchObject({ available: 0n, frozen: tokens(1_900) });
  });

  test("M06: won frees it, lost takes it, each once", () => {
    const won = shop();
    for (const fact of [paid, dispute("open"), dispute("won"), dispute("won"), dispute("open")]) tell(won, fact);
    expect(balance(won)).toMatchObject({ available: tokens(2_200), frozen: 0n });

    const lost = shop();
    for (const fact of [paid, dispute("open"), dispute("lost"), dispute("lost")]) tell(lost, fact);
    expect(balance(lost)).toMatchObject({ total: 0n, frozen: 0n });
    expect(lost.entries.filter(({ kind }) => kind === "dispute")).toHaveLength(2);
  });

  test("M07: refund and dispute of one charge remove no more than it brought", () => {
    const ledger = shop();
    for (const fact of [paid, refund("re_1", 1_200), dispute("open"), dispute("lost")]) tell(ledger, fact);
    expect(grantsOf(ledger)).toMatchObject([{ refunded: tokens(2_000), remaining: 0n }, { refunded: tokens(200) }]);
  });
});

test("M06: a dispute won leaves at least 14 days to spend plan tokens", () => {
  const ledger = shop();
  const month = { startAt: TEST_NOW - 30 * DAY_MS, endAt: TEST_NOW + DAY_MS };
  const invoice = { key: "invoice:in_1", paid: 900, currency: "usd" } as const;
  const line = { lineId: "il_1", subscriptionId: "sub_1", planKey: "starter", cost: 900, rolloverCap: tokens(0) };
  tell(ledger, { fact: "plan_line_paid", ...line, payment: invoice, tokensMonthly: tokens(1_000), months: [month] });
  tell(ledger, { ...dispute("open"), payment: invoice } as Fact);
  now += 10 * DAY_MS;
  tell(ledger, { kind: "expire" });
  expect(balance(ledger).frozen).toBe(tokens(1_000));
  tell(ledger, { ...dispute("won"), payment: invoice } as Fact);
  expect([...ledger.grants.values()][0]?.expiresAt).toBe(now + 14 * DAY_MS);
});
