import { expect, test } from "vitest";
import { composeBalance } from "./composition.ts";
import type { Balance } from "./use-balance.ts";

test("what calls hold is taken off the grants that are spent first", () => {
  const { segments } = composeBalance({ available: 70, held: 30, grants: [grant("a", 20), grant("b", 80)] });
  expect(segments).toEqual([
    { key: "held", tone: "held", share: 0.3 },
    { key: "b", tone: 2, share: 0.7 },
  ]);
});

test("shares add up to the whole bar", () => {
  const { segments } = composeBalance({
    available: 1184.6,
    held: 20,
    grants: [grant("a", 264.1), grant("b", 300), grant("c", 640.5)],
  });
  expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
});

test("tokens that cannot be spent yet are listed apart and not drawn", () => {
  const composed = composeBalance({
    available: 10,
    held: 0,
    grants: [grant("a", 10), grant("b", 5, "upcoming"), grant("c", 3, "frozen")],
  });
  expect(composed.segments).toHaveLength(1);
  expect(composed.upcoming.map(({ id }) => id)).toEqual(["b"]);
  expect(composed.frozen.map(({ id }) => id)).toEqual(["c"]);
});

test("what is held beyond what can be spent is named, so that the column adds up", () => {
  expect(composeBalance({ available: 0, held: 10.3, grants: [grant("a", 4.1)] }).covered).toBe(6.2);
  expect(composeBalance({ available: 90, held: 10, grants: [grant("a", 100)] }).covered).toBe(0);
});

test("nothing at all draws nothing", () => {
  expect(composeBalance({ available: 0, held: 0, grants: [] }).segments).toEqual([]);
});

function grant(
  id: string,
  remaining: number,
  state: "spendable" | "upcoming" | "frozen" = "spendable",
): Balance["grants"][number] {
  return {
    id,
    remaining,
    state,
    source: "purchase",
    original: remaining,
    priority: 100,
    effectiveAt: "2025-01-01T00:00:00.000Z",
    expiresAt: null,
    order: 1,
    reason: null,
  };
}
