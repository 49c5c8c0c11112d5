import { describe, expect, test } from "vitest";
import { type AlertDraft, checkDrafts, listChanges, refreshDrafts, toDrafts } from "./alert-drafts.ts";
import type { Alert } from "./use-alerts.ts";

const low: Alert = {
  id: "low",
  kind: "tokens",
  threshold: 100,
  channels: ["in_app", "email"],
  armed: true,
  lastFiredAt: null,
};
const soon: Alert = { ...low, id: "soon", kind: "runway_hours", threshold: 72 };

function added(more: Partial<AlertDraft>): AlertDraft {
  return { id: "new", unit: "tokens", threshold: "", channels: ["email"], saved: null, isRemoved: false, ...more };
}

describe("the alerts form", () => {
  test("writes hours as days where they make whole ones, and sends hours", () => {
    expect(toDrafts([soon, { ...soon, threshold: 30 }]).map(({ unit, threshold }) => [unit, threshold])).toEqual([
      ["days", "3"],
      ["hours", "30"],
    ]);
    expect(checkDrafts([added({ unit: "days", threshold: "1.5" })]).rules).toEqual([
      { kind: "runway_hours", threshold: 36, channels: ["email"] },
    ]);
  });

  test("sends what stands, with what was changed, added and removed", () => {
    const [first, second] = toDrafts([low, soon]) as [AlertDraft, AlertDraft];
    const drafts = [
      { ...first, channels: ["webhook" as const] },
      { ...second, isRemoved: true },
      added({ unit: "percent", threshold: "20 %" }),
    ];
    expect(listChanges(drafts)).toHaveLength(3);
    expect(checkDrafts(drafts).rules).toEqual([
      { kind: "tokens", threshold: 100, channels: ["webhook"] },
      { kind: "percent", threshold: 20, channels: ["email"] },
    ]);
  });

  test("has no change as long as line and channels are the same", () => {
    const [first] = toDrafts([low]) as [AlertDraft];
    expect(listChanges([{ ...first, threshold: "100.0", channels: ["email", "in_app"] }])).toEqual([]);
  });

  test.each([
    [{ threshold: "" }, "Write a number above 0."],
    [{ threshold: "0" }, "Write a number above 0."],
    [{ threshold: "9000000000" }, "Write at most 8 billion, with at most 6 decimals."],
    [{ unit: "percent" as const, threshold: "101" }, "Write a whole number from 1 to 100."],
    [{ unit: "days" as const, threshold: "366" }, "Write at most 365 days, in whole hours."],
    [{ unit: "hours" as const, threshold: "1.5" }, "Write a whole number from 1 to 8,760."],
  ])("says what is wrong with %j", (draft, message) => {
    expect(checkDrafts([added(draft)]).errors?.get("new")?.threshold).toBe(message);
  });

  test("refuses the same line twice, also as hours and days, and one without a channel", () => {
    const twice = [
      added({ id: "one", unit: "days", threshold: "1" }),
      added({ id: "two", unit: "hours", threshold: "24" }),
    ];
    expect(checkDrafts(twice).errors?.get("two")?.threshold).toBe("There is such an alert already.");
    expect(checkDrafts([added({ threshold: "1", channels: [] })]).errors?.get("new")?.channels).toBe(
      "Choose at least one way.",
    );
  });

  test("keeps what was written while one of them warned", () => {
    const [first, second] = toDrafts([low, soon]) as [AlertDraft, AlertDraft];
    const fired = { ...low, lastFiredAt: "2025-06-07T00:00:00.000Z" };
    const refreshed = refreshDrafts([{ ...first, threshold: "200" }, second, added({})], [fired]);
    expect(refreshed.map(({ id, threshold, saved }) => [id, threshold, saved?.lastFiredAt])).toEqual([
      ["low", "200", "2025-06-07T00:00:00.000Z"],
      ["new", "", undefined],
    ]);
  });
});
