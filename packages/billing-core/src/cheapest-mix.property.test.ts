import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_MICRO_TOKENS, type MicroTokens, microTokens, tokens } from "./amounts.ts";
import { type AskedMix, cheapestMix } from "./cheapest-mix.ts";
import { SEED_PACKAGES } from "./packages.ts";
import { SEED_PLANS } from "./plans.ts";

const usd = (amount: number) => ({ amount, currency: "usd" });
const anyCatalogue: fc.Arbitrary<AskedMix> = fc.record({
  perMonth: fc.bigInt({ min: 0n, max: 60n }).map((value) => value as MicroTokens),
  plans: fc
    .array(fc.record({ price: fc.nat(40), tokens: fc.bigInt({ min: 1n, max: 40n }) }), { maxLength: 3 })
    .map((plans) =>
      plans.map((plan, index) => ({
        key: `plan_${index}`,
        price: usd(plan.price),
        tokens: plan.tokens as MicroTokens,
      })),
    ),
  packages: fc
    .array(
      fc.record({ price: fc.integer({ min: 1, max: 20 }), tokens: fc.integer({ min: 1, max: 15 }), bonus: fc.nat(5) }),
      { maxLength: 4 },
    )
    .map((packages) =>
      packages.map((offered, index) => ({
        key: `package_${index}`,
        price: usd(offered.price),
        tokens: BigInt(offered.tokens) as MicroTokens,
        bonus: BigInt(offered.bonus) as MicroTokens,
      })),
    ),
});

/** The least price by amount, found from nothing upwards. */
function bruteForce({ perMonth, plans, packages }: AskedMix): number | null {
  let least: number | null = null;
  for (const plan of [{ price: usd(0), tokens: 0n }, ...plans]) {
    const needed = Math.max(0, Number(perMonth - (plan.tokens ?? 0n)));
    const priceOf: (number | null)[] = [0];
    for (let amount = 1; amount <= needed; amount += 1) {
      const ways = packages.flatMap((offered) => {
        const rest = priceOf[Math.max(0, amount - Number(offered.tokens + offered.bonus))];
        return rest === null || rest === undefined ? [] : [rest + offered.price.amount];
      });
      priceOf[amount] = ways.length === 0 ? null : Math.min(...ways);
    }
    const rest = priceOf[needed] ?? null;
    if (rest !== null && (least === null || rest + (plan.price?.amount ?? 0) < least))
      least = rest + (plan.price?.amount ?? 0);
  }
  return least;
}

test("the cheapest mix is what trying everything finds, and brings what it says", () => {
  fc.assert(
    fc.property(anyCatalogue, (asked) => {
      const mix = cheapestMix(asked);
      expect(mix?.price ?? null).toBe(bruteForce(asked));
      if (mix === null) return;
      const plan = asked.plans.find(({ key }) => key === mix.plan);
      const parts = mix.packages.map(({ key, count }) => ({ count, ...asked.packages.find((one) => one.key === key) }));
      expect(
        parts.reduce((sum, { count, price }) => sum + count * (price?.amount ?? 0), plan?.price?.amount ?? 0),
      ).toBe(mix.price);
      expect(
        parts.reduce(
          (sum, part) => sum + BigInt(part.count) * ((part.tokens ?? 0n) + (part.bonus ?? 0n)),
          plan?.tokens ?? 0n,
        ),
      ).toBe(mix.tokens);
      expect(mix.tokens >= asked.perMonth).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test.each([
  { perMonth: 0, plan: null, packages: [], price: 0 },
  { perMonth: 400, plan: null, packages: [["starter_pack", 1]], price: 500 },
  { perMonth: 1_000, plan: "starter", packages: [], price: 900 },
  { perMonth: 4_900, plan: "pro", packages: [], price: 2_900 },
  { perMonth: 7_000, plan: "pro", packages: [["growth_pack", 1]], price: 4_700 },
])("of the seed's catalogue, $perMonth tokens a month", ({ perMonth, plan, packages, price }) => {
  const mix = cheapestMix({ perMonth: tokens(perMonth), plans: SEED_PLANS, packages: SEED_PACKAGES });
  expect(mix).toMatchObject({ plan, price, packages: packages.map(([key, count]) => ({ key, count })) });
});

test("is found at once for the largest amount, also where packages cost the same per token", () => {
  const twins = [...SEED_PACKAGES, ...SEED_PACKAGES.map((one) => ({ ...one, key: `${one.key}_again` }))];
  const even = [1, 2, 3, 5, 7].map((size) => ({
    key: `${size}`,
    tokens: tokens(size),
    bonus: tokens(0),
    price: usd(size),
  }));
  for (const packages of [SEED_PACKAGES, twins, even]) {
    // Its own time of the processor: that others use it too says nothing about the search.
    const before = process.threadCpuUsage();
    expect(cheapestMix({ perMonth: microTokens(MAX_MICRO_TOKENS), plans: SEED_PLANS, packages })).not.toBeNull();
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  }
});
