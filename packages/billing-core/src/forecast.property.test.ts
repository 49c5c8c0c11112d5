import fc from "fast-check";
import { expect, test } from "vitest";
import type { Grant } from "./account.ts";
import { MAX_MICRO_TOKENS, type MicroTokens, microTokens, ZERO } from "./amounts.ts";
import { NO_COMING_PLAN } from "./forecast/coming-tokens.ts";
import { type Forecast, forecast } from "./forecast.ts";
import { DAY_MS, HOUR_MS } from "./instants.ts";
import { amountBetween } from "./testing/arbitraries.ts";
import { aGrant, TEST_NOW, testId } from "./testing/builders.ts";

const anyStock: fc.Arbitrary<readonly Grant[]> = fc
  .array(
    fc.record({
      original: fc.oneof(amountBetween(1n, 500_000_000n), amountBetween(1n, MAX_MICRO_TOKENS / 10n)),
      priority: fc.constantFrom(50, 100),
      startsInHours: fc.constantFrom(-1, -1, -1, 30, 400),
      lastsHours: fc.option(fc.integer({ min: 2, max: 2_000 })),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((stock) =>
    stock.map(({ original, priority, startsInHours, lastsHours }, index) =>
      aGrant({
        id: testId(index + 1),
        original,
        priority,
        effectiveAt: TEST_NOW + startsInHours * HOUR_MS,
        expiresAt: lastsHours === null ? null : TEST_NOW + (startsInHours + lastsHours) * HOUR_MS,
      }),
    ),
  );
const anyDays = fc.array(
  fc.oneof(amountBetween(0n, 0n), amountBetween(0n, 90_000_000n), amountBetween(0n, MAX_MICRO_TOKENS / 30n)),
  {
    maxLength: 30,
  },
);

function forecastOf(grants: readonly Grant[], days: readonly MicroTokens[], debt: MicroTokens = ZERO): Forecast {
  return forecast({
    now: TEST_NOW,
    account: { grants, holds: [], debt, lastRecordedAt: TEST_NOW },
    days,
    plan: NO_COMING_PLAN,
  });
}

const NEVER = Number.POSITIVE_INFINITY;
/** Beyond the horizon counts as never. */
function instantsOf({ state, runsOutAt }: Forecast): readonly [number, number, number] {
  if (runsOutAt === null) return state === "beyond_horizon" ? [0, NEVER, NEVER] : [NEVER, NEVER, NEVER];
  return [runsOutAt.p20, runsOutAt.p50, runsOutAt.p80 ?? NEVER];
}

test("whatever a business has and used, every instant and amount is a number, and p20 ≤ p50 ≤ p80", () => {
  fc.assert(
    fc.property(anyStock, anyDays, fc.constantFrom(ZERO, microTokens(5n)), (grants, days, debt) => {
      const answer = forecastOf(grants, days, debt);
      const [p20, p50, p80] = instantsOf(answer);
      for (const instant of [p20, p50, p80]) expect(instant).not.toBeNaN();
      expect(p20).toBeLessThanOrEqual(p50);
      expect(p50).toBeLessThanOrEqual(p80);
      for (const { low, expected, high, at } of answer.days) {
        expect((at - TEST_NOW) % DAY_MS).toBe(0);
        expect(low <= expected && expected <= high).toBe(true);
      }
      expect(forecastOf(grants, days, debt)).toEqual(answer);
    }),
  );
});

test("more tokens never run out sooner", () => {
  fc.assert(
    fc.property(anyStock, anyDays, fc.nat(5), amountBetween(1n, 300_000_000n), (grants, days, which, more) => {
      const richer = grants.map((grant, index) =>
        index === which % grants.length
          ? { ...grant, original: microTokens(grant.original + more), remaining: microTokens(grant.remaining + more) }
          : grant,
      );
      const before = instantsOf(forecastOf(grants, days));
      for (const [place, instant] of instantsOf(forecastOf(richer, days)).entries())
        expect(instant).toBeGreaterThanOrEqual(place === 0 && before[1] === NEVER ? 0 : (before[place] ?? 0));
    }),
  );
});

test("more use never lasts longer: on one day for the expected end, on all days alike for the band", () => {
  fc.assert(
    fc.property(
      anyStock,
      fc.array(amountBetween(1n, 90_000_000n), { minLength: 3, maxLength: 27 }),
      fc.nat(26),
      (grants, days, which) => {
        const [p20, p50, p80] = instantsOf(forecastOf(grants, days));
        const once = days.map((used, day) => (day === which % days.length ? microTokens(used + 7_000_000n) : used));
        expect(instantsOf(forecastOf(grants, once))[1]).toBeLessThanOrEqual(p50);
        const twice = instantsOf(
          forecastOf(
            grants,
            days.map((used) => microTokens(used * 2n)),
          ),
        );
        if (twice[1] !== NEVER && p50 !== NEVER) expect(twice[0]).toBeLessThanOrEqual(p20 + 1);
        expect(twice[2]).toBeLessThanOrEqual(p80 === NEVER ? NEVER : p80 + 1);
      },
    ),
  );
});
