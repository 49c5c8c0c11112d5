import fc from "fast-check";
import { expect, test } from "vitest";
import { HeardClock } from "./heard-clock.ts";

test("what is heard of the database's clock is never ahead of it, however long answers take", () => {
  const answers = fc.array(fc.record({ pauseMs: fc.nat(4_000), travelMs: fc.nat(300) }), { minLength: 1 });
  fc.assert(
    fc.property(answers, (told) => {
      let monotonic = 0;
      const databaseAt = (at: number) => 1_700_000_000_000 + at;
      const clock = new HeardClock(() => monotonic);
      for (const { pauseMs, travelMs } of told) {
        monotonic += pauseMs;
        const given = databaseAt(monotonic);
        monotonic += travelMs;
        clock.hear(given);
        const now = clock.now();
        expect(now).toBeLessThanOrEqual(databaseAt(monotonic));
        expect(now).toBeGreaterThanOrEqual(given);
      }
    }),
  );
});

test("a clock that was set back is believed within seconds, and one that nobody heard of for long not at all", () => {
  let monotonic = 0;
  const clock = new HeardClock(() => monotonic);
  expect(clock.now()).toBeNull();
  clock.hear(1_000_000);
  for (monotonic = 1_000; monotonic <= 6_000; monotonic += 1_000) clock.hear(500_000 + monotonic);
  expect(clock.now()).toBe(500_000 + 7_000);
  monotonic += 10_001;
  expect(clock.now()).toBeNull();
});
