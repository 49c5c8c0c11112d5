import { TRIAL_TOKENS, tokens } from "@farebox/billing-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countOutcomes, grantOf, useOf } from "../ledger/testing/commands.ts";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { newId } from "../new-id.ts";
import { createBusiness } from "./create-business.ts";

let bench: TestLedger;
beforeAll(async () => {
  bench = await openTestLedger();
});
afterAll(() => bench.close());

const asked = { name: "Harbour Dental", timeZone: "Asia/Kolkata", creator: null };

test("C18: 50 parallel creations of one business make one business with one trial, and all answer the same", async () => {
  const id = newId();
  const answers = await Promise.all(Array.from({ length: 50 }, () => createBusiness(bench, { id, ...asked })));
  expect(countOutcomes(answers)).toEqual({ created: 1, replayed: 49 });
  const contents = new Set(
    answers.map(({ outcome: _, ...answer }) =>
      JSON.stringify(answer, (_key, value) => (typeof value === "bigint" ? String(value) : value)),
    ),
  );
  expect(contents.size).toBe(1);
  expect(answers[0]).toMatchObject({
    id,
    name: "Harbour Dental",
    timeZone: "Asia/Kolkata",
    trialTokens: TRIAL_TOKENS,
    trialWithheldReason: null,
  });
  expect(await bench.availableOf(id)).toBe(TRIAL_TOKENS);
});

test("asking again with other content answers the first", async () => {
  const id = newId();
  await createBusiness(bench, { id, ...asked });
  expect(await createBusiness(bench, { id, ...asked, name: "Another" })).toMatchObject({
    outcome: "replayed",
    name: "Harbour Dental",
  });
});

test("C29: the first spend after the creation finds the balance row that was born with the business", async () => {
  const created = await createBusiness(bench, { id: newId(), ...asked });
  const businessId = "id" in created ? created.id : "";
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => bench.ledger.submit(businessId, useOf(1))));
  expect(countOutcomes(outcomes)).toEqual({ recorded: 5 });
});

test("M20: of ten businesses a person creates at once three begin with a trial, the others start empty and say why", async () => {
  const creator = newId();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => createBusiness(bench, { ...asked, id: null, creator })),
  );
  expect(countOutcomes(answers)).toEqual({ created: 10 });
  const trials = answers.filter((answer) => "trialTokens" in answer && answer.trialTokens === TRIAL_TOKENS);
  expect(trials).toHaveLength(3);
  for (const answer of answers) {
    if (!("trialTokens" in answer)) throw new Error("not created");
    expect(answer.trialWithheldReason === null).toBe(answer.trialTokens !== null);
  }
});

test("the person who creates a business becomes its owner; an installation key has no owner and no limit", async () => {
  const creator = newId();
  const own = await createBusiness(bench, { ...asked, id: null, creator });
  const [member] = await bench.owner("select user_id, role from members where business_id = $1", [
    "id" in own ? own.id : "",
  ]);
  expect(member).toEqual({ user_id: creator, role: "owner" });
  const keys = await Promise.all(Array.from({ length: 5 }, () => createBusiness(bench, { ...asked, id: null })));
  expect(keys.every((answer) => "trialTokens" in answer && answer.trialTokens === TRIAL_TOKENS)).toBe(true);
});

test("a person cannot choose the id", async () => {
  expect(await createBusiness(bench, { ...asked, id: newId(), creator: newId() })).toMatchObject({
    outcome: "refused",
    error: { code: "invalid_fields", fields: [{ path: "id" }] },
  });
});

test("the trial's key is no caller's: a grant by the key of a caller that reads like it is a grant of its own", async () => {
  const created = await createBusiness(bench, { id: newId(), ...asked });
  const businessId = "id" in created ? created.id : "";
  for (const key of ["trial", `trial:${businessId}`]) {
    const granted = await bench.ledger.submit(businessId, grantOf(5, { key }));
    expect(granted).toMatchObject({ outcome: "granted" });
  }
  expect(await bench.availableOf(businessId)).toBe(TRIAL_TOKENS + tokens(10));
});

test("a zone that only the database does not know is refused, because its days could not be checked", async () => {
  expect(await createBusiness(bench, { id: newId(), ...asked, timeZone: "Asia/Nowhere" })).toMatchObject({
    outcome: "refused",
    error: { code: "invalid_fields", fields: [{ path: "timeZone" }] },
  });
});
