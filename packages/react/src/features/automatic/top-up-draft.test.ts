import { expect, test } from "vitest";
import { checkDraft, describeChanges, toDraft } from "./top-up-draft.ts";

const pack = (key: string, amount: number, total: number) => ({
  key,
  name: key,
  tokens: total,
  bonus: 0,
  total,
  price: { amount, currency: "usd" },
  centsPerToken: 1,
});
const packages = [pack("starter_pack", 500, 500), pack("growth_pack", 1_800, 2_200)];
const off = {
  enabled: false,
  belowTokens: 0,
  package: null,
  monthlyCap: null,
  consent: null,
  usedThisMonth: null,
  pausedUntil: null,
  turnedOffReason: null,
  waitsForRise: false,
  isBelow: false,
  lastAttempt: null,
};

test("a rule begins with 500 tokens, the Growth package and three of them a month", () => {
  expect(toDraft(off, packages)).toEqual({ enabled: false, below: "500", packageKey: "growth_pack", cap: "54" });
});

test("what is written becomes tokens and minor units", () => {
  const { checked } = checkDraft({ enabled: true, below: "1,000", packageKey: "growth_pack", cap: "54.50" }, packages);
  expect(checked).toMatchObject({ belowTokens: 1_000, monthlyCap: 5_450 });
});

test("a cap that no package fits into, and a trigger below what a call needs, are refused", () => {
  const { errors } = checkDraft({ enabled: true, below: "9", packageKey: "growth_pack", cap: "17.99" }, packages);
  expect(Object.keys(errors ?? {})).toEqual(["below", "cap"]);
  expect(checkDraft({ enabled: true, below: "x", packageKey: "", cap: "" }, packages).errors).toMatchObject({
    below: expect.any(String),
    package: expect.any(String),
  });
});

test("what would be saved is said in words, and nothing is as long as nothing is written", () => {
  const saved = toDraft(off, packages);
  expect(describeChanges(saved, saved, packages)).toEqual([]);
  const draft = { enabled: true, below: "50", packageKey: "starter_pack", cap: "20" };
  expect(describeChanges(draft, saved, packages)).toHaveLength(4);
});
