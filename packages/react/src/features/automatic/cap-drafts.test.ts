import { describe, expect, test } from "vitest";
import { type CapDraft, checkDrafts, listChanges, refreshDrafts, toDrafts } from "./cap-drafts.ts";
import type { CapNow } from "./use-caps.ts";

const business: CapNow = { agentId: null, every: "day", limit: 500, used: 12.5, resetsAt: "2025-06-07T00:00:00.000Z" };
const agent: CapNow = { ...business, agentId: "renewals", every: "month", limit: 2000 };

function added(more: Partial<CapDraft>): CapDraft {
  return { id: "new", agentId: "", every: "day", limit: "", saved: null, isRemoved: false, ...more };
}

describe("the caps form", () => {
  test("sends what stands, with what was changed, added and removed", () => {
    const [first, second] = toDrafts([business, agent]) as [CapDraft, CapDraft];
    const drafts = [
      { ...first, limit: "1,600.5" },
      { ...second, isRemoved: true },
      added({ agentId: " support ", limit: "20" }),
    ];
    expect(checkDrafts(drafts).caps).toEqual([
      { agentId: null, every: "day", limit: 1600.5 },
      { agentId: "support", every: "day", limit: 20 },
    ]);
    expect(listChanges(drafts)).toHaveLength(3);
  });

  test("has no change as long as the number is the same", () => {
    const [first] = toDrafts([business]) as [CapDraft];
    expect(listChanges([{ ...first, limit: "500.0" }])).toEqual([]);
    expect(listChanges([{ ...first, limit: "abc" }])).toHaveLength(1);
  });

  test.each([
    ["", "Write a number of tokens."],
    ["lots", "Write a number of tokens."],
    [".", "Write a number of tokens."],
    ["-1", "Write 0 or more. 0 refuses every call."],
    ["1.1234567", "Use at most 6 decimals."],
    ["8000000001", "Write at most 8 billion."],
  ])("says what is wrong with %o", (limit, message) => {
    expect(checkDrafts([added({ limit })]).errors?.get("new")).toEqual({ limit: message });
  });

  test("refuses a second cap for the same agent and window, but not a removed one", () => {
    const [first] = toDrafts([business]) as [CapDraft];
    const second = added({ limit: "1" });
    expect(checkDrafts([first, second]).errors?.get("new")?.agentId).toBe("There is such a cap already.");
    expect(checkDrafts([{ ...first, isRemoved: true }, second]).caps).toHaveLength(1);
  });

  test("keeps what was written while what is used moves on", () => {
    const [first] = toDrafts([business]) as [CapDraft];
    const refreshed = refreshDrafts([{ ...first, limit: "600" }, added({})], [{ ...business, used: 20 }, agent]);
    expect(refreshed.map(({ limit, saved }) => [limit, saved?.used])).toEqual([
      ["600", 20],
      ["2000", 12.5],
      ["", undefined],
    ]);
    expect(refreshDrafts([first], [{ ...business, limit: 700 }])[0]?.limit).toBe("700");
  });
});
