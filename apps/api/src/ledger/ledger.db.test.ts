import { tokens } from "@farebox/billing-core";
import { verifyLedger } from "@farebox/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import type { Ledger } from "./ledger.ts";
import { unobserved } from "./ledger-observer.ts";
import { countOutcomes, grantOf, useOf } from "./testing/commands.ts";
import { openTestLedger, type TestLedger } from "./testing/open-test-ledger.ts";

/** Of three processes on one business; a soak asks for more. */
const BUSY_EVENTS = Number(process.env["FAREBOX_BUSY_EVENTS"] ?? 2_000);

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
});
afterAll(() => bench.close());

describe("spending at once", () => {
  test("C01: of two deductions of 60 on 100 one succeeds and 40 are left", async () => {
    const businessId = await bench.createBusinessWith(100);
    const outcomes = await Promise.all([60, 60].map((cost) => bench.ledger.submit(businessId, useOf(cost))));
    expect(countOutcomes(outcomes)).toEqual({ recorded: 1, insufficient_tokens: 1 });
    expect(await bench.availableOf(businessId)).toBe(tokens(40));
  });

  test("C02: of 200 parallel spends on 37 tokens exactly 37 are recorded and 163 refused", async () => {
    const businessId = await bench.createBusinessWith(37);
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => bench.ledger.submit(businessId, useOf(1))));
    expect(countOutcomes(outcomes)).toEqual({ recorded: 37, insufficient_tokens: 163 });
    expect(await bench.availableOf(businessId)).toBe(0n);
  });

  test("C02: the same from three processes at once", async () => {
    const businessId = await bench.createBusinessWith(37);
    const ledgers = [bench.ledger, bench.anotherLedger(), bench.anotherLedger()];
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => ledgers[index % 3]?.submit(businessId, useOf(1)) ?? Promise.reject()),
    );
    expect(countOutcomes(outcomes)).toEqual({ recorded: 37, insufficient_tokens: 163 });
    expect(await bench.availableOf(businessId)).toBe(0n);
  });

  test("C25: busy processes on one business all get through, none by a conflict, decided under the lock where the guard keeps failing", async () => {
    let [locked, moved, recorded] = [0, 0, 0];
    const observer = { ...unobserved, locked: () => (locked += 1), moved: () => (moved += 1) };
    const ledgers = Array.from({ length: 3 }, () => bench.anotherLedger({ observer }));
    const businessId = await bench.createBusinessWith(100_000);
    const callers = ledgers.flatMap((ledger) => Array<Ledger>(8).fill(ledger));
    // How often they miss each other is chance, so that they go on until it has come to the lock.
    while (locked === 0 || recorded < BUSY_EVENTS) {
      const outcomes = await Promise.all(
        callers.map(async (ledger) => {
          const own = [];
          for (let each = 0; each < 30; each += 1) own.push(await ledger.submit(businessId, useOf(1)));
          return own;
        }),
      );
      expect(countOutcomes(outcomes.flat())).toEqual({ recorded: callers.length * 30 });
      recorded += callers.length * 30;
    }
    expect(moved).toBeGreaterThan(0);
    expect(await bench.availableOf(businessId)).toBe(tokens(100_000 - recorded));
    const checks = await verifyLedger(bench.db.service, { businessIds: [businessId] });
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
  }, 120_000);

  test("whoever watches sees what waits come down to nothing", async () => {
    const businessId = await bench.createBusinessWith(10);
    const waiting: number[] = [];
    const ledger = bench.anotherLedger({ observer: { ...unobserved, waiting: (count) => waiting.push(count) } });
    await Promise.all(Array.from({ length: 5 }, () => ledger.submit(businessId, useOf(1))));
    await ledger.drain();
    expect(Math.max(...waiting)).toBe(5);
    expect(waiting.at(-1)).toBe(0);
  });

  test("commands of one business are decided in the order they arrived, also across batches", async () => {
    const businessId = await bench.createBusinessWith(500);
    const answers = Array.from({ length: 300 }, () => bench.ledger.submit(businessId, useOf(1)));
    const lines = (await Promise.all(answers)).map((outcome) =>
      "line" in outcome ? (outcome.line?.balanceAfter ?? 0n) : 0n,
    );
    expect(lines).toEqual([...lines].sort((left, right) => (left < right ? 1 : -1)));
  });
});

describe("keys", () => {
  test("C03: the same key 100 times in parallel has one effect and 100 equal answers", async () => {
    const businessId = await bench.createBusinessWith(50);
    const key = newId();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => bench.ledger.submit(businessId, useOf(3, { key }))),
    );
    expect(countOutcomes(outcomes)).toEqual({ recorded: 1, replayed: 99 });
    const lines = new Set(outcomes.map((outcome) => ("line" in outcome ? outcome.line?.id : outcome.outcome)));
    expect(lines.size).toBe(1);
    expect(await bench.availableOf(businessId)).toBe(tokens(47));
  });

  test("C04: the same key with other content at once has one effect, the others are mismatches naming the field", async () => {
    const businessId = await bench.createBusinessWith(50);
    const key = newId();
    const outcomes = await Promise.all(
      [1, 2, 2, 2, 2].map((cost) => bench.ledger.submit(businessId, useOf(cost, { key }))),
    );
    expect(countOutcomes(outcomes)).toEqual({ recorded: 1, idempotency_mismatch: 4 });
    expect(outcomes[1]).toMatchObject({ error: { field: "quantity" } });
    expect(await bench.availableOf(businessId)).toBe(tokens(49));
  });

  test("C05: two businesses use the same key and neither learns of the other", async () => {
    const key = newId();
    const [first, second] = [await bench.createBusinessWith(5), await bench.createBusinessWith(5)];
    const outcomes = await Promise.all([first, second].map((id) => bench.ledger.submit(id, useOf(1, { key }))));
    expect(countOutcomes(outcomes)).toEqual({ recorded: 2 });
  });

  test("I13: one event twice in a batch is one effect, two events with two keys are two", async () => {
    const businessId = await bench.createBusinessWith(50);
    const twice = useOf(1);
    const outcomes = await bench.ledger.submitAll(
      [twice, { ...twice, lineId: newId() }, useOf(1), useOf(1)].map((command) => ({ businessId, command })),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["recorded", "replayed", "recorded", "recorded"]);
    expect(await bench.availableOf(businessId)).toBe(tokens(47));
  });

  test("a refused key is recorded after a grant, because a refusal takes no key", async () => {
    const businessId = await bench.createBusinessWith(1);
    const event = useOf(10);
    expect(await bench.ledger.submit(businessId, event)).toMatchObject({ outcome: "refused" });
    await bench.ledger.submit(businessId, grantOf(20));
    expect(await bench.ledger.submit(businessId, { ...event, lineId: newId() })).toMatchObject({ outcome: "recorded" });
  });

  test("a refusal and the grant that arrived right behind it are decided in that order, in one batch", async () => {
    const businessId = await bench.createBusinessWith(1);
    const [refused, granted, recorded] = await Promise.all([
      bench.ledger.submit(businessId, useOf(10)),
      bench.ledger.submit(businessId, grantOf(20)),
      bench.ledger.submit(businessId, useOf(10)),
    ]);
    expect([refused.outcome, granted.outcome, recorded.outcome]).toEqual(["refused", "granted", "recorded"]);
  });
});

describe("neighbours", () => {
  test("a business that does not exist is refused as not found and disturbs nobody", async () => {
    const businessId = await bench.createBusinessWith(5);
    const [missing, recorded] = await bench.ledger.submitAll([
      { businessId: newId(), command: useOf(1) },
      { businessId, command: useOf(1) },
    ]);
    expect(missing).toMatchObject({ outcome: "refused", error: { code: "not_found" } });
    expect(recorded).toMatchObject({ outcome: "recorded" });
  });

  test("one poisoned command fails alone: its business's others and its neighbours are recorded", async () => {
    const failed: string[] = [];
    const observer = { ...unobserved, failed: (id: string) => failed.push(id) };
    const ledger = bench.anotherLedger({ observer });
    const ids = await Promise.all([5, 6, 7, 8, 9].map((whole) => bench.createBusinessWith(whole)));
    const [, poisoned = ""] = ids;
    // A reference longer than the database takes; the edge would never let it through.
    const poison = useOf(1, { ref: "x".repeat(500) });
    const outcomes = await ledger.submitAll([
      ...ids.map((businessId) => ({ businessId, command: useOf(1) })),
      { businessId: poisoned, command: poison },
      { businessId: poisoned, command: useOf(1) },
      { businessId: poisoned, command: useOf(1) },
    ]);
    expect(countOutcomes(outcomes)).toEqual({ recorded: 7, not_decided: 1 });
    expect(outcomes[5]).toMatchObject({ outcome: "not_decided", code: "internal" });
    expect(failed).toEqual([poisoned]);
    expect(await bench.availableOf(poisoned)).toBe(tokens(3));
  });

  test("too much waiting is answered overloaded, all of it or nothing", async () => {
    const ledger = bench.anotherLedger({ capacity: 10 });
    const businessId = await bench.createBusinessWith(50);
    const requests = (count: number) => Array.from({ length: count }, () => ({ businessId, command: useOf(1) }));
    const [fits, tooMany] = await Promise.all([ledger.submitAll(requests(8)), ledger.submitAll(requests(8))]);
    expect(countOutcomes(fits)).toEqual({ recorded: 8 });
    expect(tooMany.map((answer) => "code" in answer && answer.code)).toEqual(Array(8).fill("overloaded"));
    expect(await bench.availableOf(businessId)).toBe(tokens(42));
  });

  test("a ledger that drains answers everything it took on, then takes nothing more", async () => {
    const ledger = bench.anotherLedger();
    const businessId = await bench.createBusinessWith(50);
    const answers = Array.from({ length: 20 }, () => ledger.submit(businessId, useOf(1)));
    await ledger.drain();
    expect(countOutcomes(await Promise.all(answers))).toEqual({ recorded: 20 });
    expect(await ledger.submit(businessId, useOf(1))).toMatchObject({ outcome: "not_decided", code: "unavailable" });
  });
});
