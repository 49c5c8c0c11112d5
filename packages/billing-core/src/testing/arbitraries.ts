import fc from "fast-check";
import type { CostBasis, Grant } from "../account.ts";
import { type MicroTokens, microTokens } from "../amounts.ts";
import { HOUR_MS, MINUTE_MS } from "../instants.ts";
import type { Rate } from "../rate-card.ts";
import { TEST_NOW, testId } from "./builders.ts";

/** An amount between two bounds in micro-tokens, both included. */
export function amountBetween(least: bigint, most: bigint): fc.Arbitrary<MicroTokens> {
  return fc.bigInt({ min: least, max: most }).map(microTokens);
}

/** Any rate a card may hold, the seed's simple ones among them. */
export const anyRate: fc.Arbitrary<Rate> = fc.record({
  service: fc.constant("any_service"),
  tokens: amountBetween(0n, 10_000_000n),
  per: fc.constantFrom(1, 7, 60, 1_000),
  unit: fc.constant("second"),
  shape: fc.constantFrom("call", "event"),
  initialIncrement: fc.constantFrom(1, 6, 30, 60),
  nextIncrement: fc.constantFrom(1, 6, 60),
  minimum: fc.oneof(amountBetween(0n, 0n), amountBetween(0n, 3_000_000n)),
  connectFee: fc.oneof(amountBetween(0n, 0n), amountBetween(0n, 3_000_000n)),
  freeUnits: fc.constantFrom(0, 0, 10, 90),
});

/** Free, or paid with an amount that may be 0. */
export const anyCostBasis: fc.Arbitrary<CostBasis | null> = fc.option(
  fc.record({ amount: fc.constantFrom(0, 500, 900), currency: fc.constant("usd") }),
);

/** Grants around `TEST_NOW`, in every state, whose fields collide often enough that each tie-break of the order decides. */
export const anyGrant: fc.Arbitrary<Grant> = fc
  .record({
    number: fc.integer({ min: 1, max: 0xffff }),
    original: amountBetween(1n, 30_000_000n),
    leftPercent: fc.integer({ min: 0, max: 100 }),
    priority: fc.constantFrom(50, 100, 100, 100),
    effectiveInMs: fc.constantFrom(-HOUR_MS, -MINUTE_MS, 0, MINUTE_MS),
    expiresAfterMs: fc.constantFrom(null, null, null, MINUTE_MS, HOUR_MS, HOUR_MS + 1, 2 * HOUR_MS),
    costBasis: anyCostBasis,
    frozenAt: fc.constantFrom(null, null, null, TEST_NOW),
    createdAt: fc.constantFrom(TEST_NOW - HOUR_MS, TEST_NOW),
  })
  .map(({ number, leftPercent, effectiveInMs, expiresAfterMs, ...fields }) => ({
    ...fields,
    id: testId(number),
    source: "adjustment" as const,
    remaining: microTokens((fields.original * BigInt(leftPercent)) / 100n),
    effectiveAt: TEST_NOW + effectiveInMs,
    expiresAt: expiresAfterMs === null ? null : TEST_NOW + effectiveInMs + expiresAfterMs,
    debtRepaid: microTokens(0n),
    reason: null,
    payment: null,
    planMonth: null,
  }));
