import { type BalanceStatus, DAY_MS, HOUR_MS, MINUTE_MS, SEED_RATE_CARD } from "@farebox/billing-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeDemo } from "./make-demo.ts";
import { playHistory } from "./testing/play-history.ts";

const endAt = fc
  .integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 11) })
  .map((at) => Math.floor(at / MINUTE_MS) * MINUTE_MS);
const options = fc.record({ seed: fc.string(), endAt, rateCard: fc.constant(SEED_RATE_CARD) });

const STATUS_BY_SLUG: Readonly<Record<string, readonly BalanceStatus[]>> = {
  "harbor-dental": ["ok"],
  "lindgren-optik": ["low"],
  "chai-and-chapters": ["low"],
  "bluebird-movers": ["critical"],
  "casa-verde": ["empty"],
  "swiftline-couriers": ["overdrawn"],
  "kaito-tickets": ["ok"],
  "meridian-legal": ["ok"],
  "sunrise-pharmacy": ["ok"],
};

test("equal options make equal histories, to the last key", () => {
  fc.assert(
    fc.property(options, (given) => {
      expect(makeDemo(given)).toEqual(makeDemo(given));
    }),
    { numRuns: 5 },
  );
});

test("a history lies within its days, in order, and uses each key once", () => {
  fc.assert(
    fc.property(options, (given) => {
      for (const { startAt, entries } of makeDemo(given)) {
        expect(startAt).toBeGreaterThanOrEqual(given.endAt - 28 * DAY_MS);
        expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
        let before = startAt;
        for (const { at } of entries) {
          expect(at).toBeGreaterThanOrEqual(before);
          before = at;
        }
        expect(before).toBeLessThanOrEqual(given.endAt);
      }
    }),
    { numRuns: 10 },
  );
});

test.each([1, 6])(
  "decided %i hours at a time, nothing is refused and every business ends in its state",
  (stepHours) => {
    fc.assert(
      fc.property(options, (given) => {
        for (const business of makeDemo(given)) {
          const { balance, refusals } = playHistory(business, { endAt: given.endAt, stepMs: stepHours * HOUR_MS });
          expect(refusals).toEqual([]);
          const allowed = STATUS_BY_SLUG[business.slug];
          if (allowed !== undefined) expect(allowed, `${business.slug} is ${balance.status}`).toContain(balance.status);
        }
      }),
      { numRuns: 8 },
    );
  },
);

test("the demo owner has two businesses, and the first is rich: thousands of events, five agents, every service", () => {
  const owned = makeDemo({ seed: "farebox", endAt: Date.UTC(2026, 10, 22), rateCard: SEED_RATE_CARD }).filter(
    ({ isDemoOwners }) => isDemoOwners,
  );
  expect(owned).toHaveLength(2);
  const events = owned[0]?.entries.filter((entry) => entry.kind === "event") ?? [];
  expect(events.length).toBeGreaterThan(5_000);
  expect(new Set(events.map(({ agentId }) => agentId)).size).toBe(5);
  expect(new Set(events.map(({ service }) => service)).size).toBe(5);
});
