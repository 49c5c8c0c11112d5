import fc from "fast-check";
import { expect, test } from "vitest";
import { WaitingRoom } from "./waiting-room.ts";

const PLENTY = { turns: 100, items: 100 } as const;

const step = fc.oneof(
  fc.record({
    do: fc.constant("admit" as const),
    businesses: fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 5 }),
  }),
  fc.record({
    do: fc.constant("take" as const),
    turns: fc.integer({ min: 1, max: 3 }),
    most: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    do: fc.constant("giveBack" as const),
    keep: fc.double({ min: 0, max: 1, noNaN: true }),
    wait: fc.integer({ min: 0, max: 3 }),
  }),
);

test("whatever is admitted is settled once, in the order of its business, and never by two turns at a time", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const room = new WaitingRoom<number>(1_000);
      const out: ReturnType<typeof room.take> = [];
      const admitted = new Map<string, number[]>();
      const settled = new Map<string, number[]>();
      let next = 0;
      let now = 0;
      const finish = (keep: number, wait: number) => {
        const turn = out.shift();
        if (turn === undefined) return;
        const done = Math.ceil(turn.items.length * (1 - keep));
        settled.set(turn.businessId, [...(settled.get(turn.businessId) ?? []), ...turn.items.slice(0, done)]);
        room.giveBack(turn, { left: turn.items.slice(done), dueAt: now + wait });
      };
      for (const each of steps) {
        now += 1;
        if (each.do === "admit") {
          const entries = each.businesses.map((businessId, index) => ({ businessId, item: next + index }));
          next += entries.length;
          room.admit(entries);
          for (const { businessId, item } of entries)
            admitted.set(businessId, [...(admitted.get(businessId) ?? []), item]);
        } else if (each.do === "take") {
          const turns = room.take(now, { turns: each.turns, items: each.most });
          expect(turns.length).toBeLessThanOrEqual(each.turns);
          expect(turns.reduce((sum, { items }) => sum + items.length, 0)).toBeLessThanOrEqual(each.most);
          out.push(...turns);
          expect(new Set(out.map(({ businessId }) => businessId)).size).toBe(out.length);
        } else finish(each.keep, each.wait);
      }
      for (let round = 0; round < 1_000 && room.size > 0; round += 1) {
        now += 10;
        while (out.length > 0) finish(0, 0);
        out.push(...room.take(now, PLENTY));
      }
      expect(room.size).toBe(0);
      expect(room.ready).toBe(0);
      expect(settled).toEqual(admitted);
      expect(room.nextDueAt()).toBeNull();
    }),
  );
});

test("what does not fit is not admitted in part", () => {
  const room = new WaitingRoom<number>(3);
  expect(room.admit([1, 2].map((item) => ({ businessId: "a", item })))).toBe(true);
  expect(room.admit([3, 4].map((item) => ({ businessId: "b", item })))).toBe(false);
  expect(room.size).toBe(2);
  expect(room.take(0, PLENTY).map(({ items }) => items)).toEqual([[1, 2]]);
});

test("a business that is given back with a later time is not taken before it, and others are", () => {
  const room = new WaitingRoom<number>(10);
  room.admit([
    { businessId: "a", item: 1 },
    { businessId: "b", item: 2 },
  ]);
  const [a, b] = room.take(0, PLENTY);
  if (a === undefined || b === undefined) throw new Error("two turns were due");
  room.giveBack(a, { left: a.items, misses: 1, dueAt: 50 });
  room.giveBack(b, { left: b.items });
  expect(room.take(49, PLENTY).map(({ businessId }) => businessId)).toEqual(["b"]);
  expect(room.nextDueAt()).toBe(50);
  expect(room.take(50, PLENTY)).toMatchObject([{ businessId: "a", misses: 1 }]);
});
