import fc from "fast-check";
import { microTokens } from "../amounts.ts";
import type { ApplyFactCommand } from "../commands.ts";
import type { DisputePhase } from "../selling/facts.ts";
import type { Purchase } from "../selling/selling-state.ts";
import { testId } from "./builders.ts";

/** What can happen around packages: they are paid for, and money of theirs goes back, in any order. */
export type SaleDeed =
  | { readonly does: "pay"; readonly purchase: number; readonly short: number }
  | {
      readonly does: "refund";
      readonly purchase: number;
      readonly refund: number;
      readonly amount: number;
      readonly standing: boolean;
    }
  | {
      readonly does: "dispute";
      readonly purchase: number;
      readonly dispute: number;
      readonly amount: number;
      readonly phase: DisputePhase;
    };

/** What a business of a random history has bought, and may or may not pay. */
export const TEST_PURCHASES: readonly Purchase[] = [
  [9_000_000n, 0n, 500],
  [7_000_001n, 1_000_003n, 1_800],
  [30_000_000n, 4_500_000n, 4_000],
  [3n, 2n, 7],
].map(([tokens, bonus, amount], number) => ({
  id: testId(0xca00 + number),
  kind: number === 3 ? "top_up" : "package",
  tokens: microTokens(BigInt(tokens ?? 0)),
  bonus: microTokens(BigInt(bonus ?? 0)),
  price: { amount: Number(amount), currency: "usd" },
  paidBy: null,
}));

const purchase = fc.nat({ max: TEST_PURCHASES.length });

export const anySaleDeed: fc.Arbitrary<SaleDeed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant("pay" as const), purchase, short: fc.constantFrom(0, 0, 0, 0, 1) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("refund" as const),
      purchase,
      refund: fc.nat({ max: 2 }),
      amount: fc.constantFrom(1, 100, 500, 600, 4_000),
      standing: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("dispute" as const),
      purchase,
      dispute: fc.nat({ max: 1 }),
      amount: fc.constantFrom(200, 500, 1_800),
      phase: fc.constantFrom("inquiry", "open", "open", "lost", "won"),
    }),
  },
);

/** A number beyond the purchases there are names one that nobody made. */
export function saleCommand(deed: SaleDeed): ApplyFactCommand {
  const bought = TEST_PURCHASES[deed.purchase] ?? { id: testId(0xcaff), price: { amount: 100, currency: "usd" } };
  const payment = { key: `purchase:${bought.id}`, paid: bought.price.amount, currency: "usd" } as const;
  switch (deed.does) {
    case "pay": {
      const amount = bought.price.amount - deed.short;
      const paid = { purchaseId: bought.id, amount, currency: "usd", paidBy: `pi_${bought.id}` };
      return { kind: "apply_fact", policy: "clamp", fact: { fact: "purchase_paid", ...paid } };
    }
    case "refund":
      return {
        kind: "apply_fact",
        policy: "clamp",
        fact: {
          fact: "money_returned",
          payment,
          cause: `refund:re_${deed.refund}`,
          amount: deed.amount,
          standing: deed.standing,
          reason: null,
        },
      };
    case "dispute": {
      const { amount, phase } = deed;
      const moved = { payment, disputeId: `dp_${deed.dispute}`, amount, phase, reason: null };
      return { kind: "apply_fact", policy: "clamp", fact: { fact: "dispute", ...moved } };
    }
  }
}
