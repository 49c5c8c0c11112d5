import { inspect } from "node:util";
import { type Command, DAY_MS, decideAll, type Outcome } from "@farebox/billing-core";
import { anyHistory, type Batch, outcomeText, Storyteller, testIds } from "@farebox/billing-core/testing";
import {
  asServiceInTransaction,
  insertBusinessOnce,
  type LoadedAccount,
  loadAccounts,
  verifyLedger,
} from "@farebox/db";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../new-id.ts";
import type { Ledger } from "./ledger.ts";
import { unobserved } from "./ledger-observer.ts";
import type { NotDecided } from "./not-decided.ts";
import { grantOf } from "./testing/commands.ts";
import { MEDDLERS } from "./testing/meddlers.ts";
import { openTestLedger, type TestLedger } from "./testing/open-test-ledger.ts";

const HISTORIES = Number(process.env["FAREBOX_MEDDLED_HISTORIES"] ?? 12);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);

let bench: TestLedger;
/** Processes, each with what it keeps. */
let processes: readonly Ledger[];
let presumedInVain = 0;
beforeAll(async () => {
  bench = await openTestLedger();
  const observer = { ...unobserved, unconfirmed: () => (presumedInVain += 1) };
  processes = [bench.anotherLedger({ observer }), bench.anotherLedger({ observer })];
});
afterAll(() => bench.close());

/** What happens at once: somebody meddles, time passes, then each command goes to one of the processes. */
type Step = {
  readonly batch: Batch;
  readonly meddler: keyof typeof MEDDLERS;
  readonly size: number;
  readonly at: number[];
};

const anyStory: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    anyHistory({ batches: 40, deedsEach: 4 }),
    fc.array(
      fc.record({
        meddler: fc.constantFrom(...new Array<"nobody">(10).fill("nobody"), ...Object.keys(MEDDLERS)),
        size: fc.nat({ max: 20 }),
        at: fc.array(fc.constantFrom(0, 0, 1), { minLength: 4, maxLength: 4 }),
      }),
      { minLength: 40, maxLength: 40 },
    ),
  )
  .map(([batches, changes]) =>
    batches.flatMap((batch, index) => {
      const change = changes[index];
      return change === undefined ? [] : [{ batch, ...change, meddler: change.meddler as keyof typeof MEDDLERS }];
    }),
  );

test("whoever writes past a process that keeps accounts, every answer is one that fresh loads lead to", async () => {
  let [played, unclear] = [0, 0];
  for (const [index, story] of fc.sample(anyStory, { numRuns: HISTORIES, seed: SEED }).entries()) {
    const businessId = await newBusinessBehindTheClock();
    const storyteller = new Storyteller();
    for (const step of story) {
      const { answered, possible, isUnclear } = await play(businessId, storyteller, step);
      if (isUnclear) unclear += 1;
      else expect(possible, `seed ${SEED}, history ${index}, ${inspect(step, { depth: 4 })}`).toContain(answered);
      played += 1;
    }
    const checks = await verifyLedger(bench.db.service, { businessIds: [businessId] });
    expect(
      checks.flatMap(({ findings }) => findings),
      `seed ${SEED}, history ${index}`,
    ).toEqual([]);
  }
  expect(unclear).toBeLessThanOrEqual(played / 20);
  expect(presumedInVain).toBeGreaterThan(0);
}, 600_000);

async function play(businessId: string, storyteller: Storyteller, { batch, meddler, size, at }: Step) {
  await MEDDLERS[meddler]({ bench, db: bench.db, businessId, size });
  await bench.owner("update sandbox_clock set offset_ms = offset_ms + $1", [batch.afterMs]);
  const { now } = await freshAccount(businessId, []);
  const asked = batch.deeds.map((deed, place) => ({ place, command: storyteller.commandFor(deed, now) }));
  const lines = processes.map((_, process) => asked.filter(({ place }) => at[place] === process));
  const before = await freshAccount(
    businessId,
    asked.map(({ command }) => command),
  );
  const answers = await Promise.all(
    processes.map((process, index) =>
      process.submitAll((lines[index] ?? []).map(({ command }) => ({ businessId, command }))),
    ),
  );
  const balance = await bench.db.balances.read(businessId);
  const after = await freshAccount(businessId, []);
  expect([balance?.version, balance?.debt]).toEqual([after.version, after.debt]);
  const told = lines.map((line, index) => tell(line, answers[index] ?? []));
  const [early = [], late = []] = [before.now, after.now].map((instant) =>
    orders(lines.filter((line) => line.length > 0)).map((order) => decide(before, order, instant)),
  );
  return {
    answered: inPlace(told.flat()),
    possible: early,
    // Something fell due in the few milliseconds between, so that either may be true.
    isUnclear: early.join() !== late.join(),
  };
}

type Asked = { readonly place: number; readonly command: Command };
type Told = { readonly place: number; readonly text: string };

function decide(account: LoadedAccount, order: readonly Asked[], now: number): string {
  const commands = order.map(({ command }) => command);
  return inPlace(tell(order, decideAll(account, commands, { now, newId: testIds(0x1000_0000) }).outcomes));
}

function tell(order: readonly Asked[], answers: readonly (Outcome[Command["kind"]] | NotDecided)[]): readonly Told[] {
  return order.map(({ place, command }, index) => ({ place, text: `${command.kind}: ${textOf(answers[index])}` }));
}

function textOf(answer: Outcome[Command["kind"]] | NotDecided | undefined): string {
  if (answer === undefined) return "nothing";
  if (answer.outcome === "not_decided") return answer.code;
  return `${outcomeText(answer)} ${"line" in answer ? answer.line?.balanceAfter : ""}`;
}

function inPlace(told: readonly Told[]): string {
  const inOrder = [...told].sort((left, right) => left.place - right.place);
  return inOrder.map(({ text }) => text).join("\n");
}

/** Every order in which the lines could have been served, each line in its own order. */
function orders(lines: readonly (readonly Asked[])[]): readonly (readonly Asked[])[] {
  if (lines.length === 0) return [[]];
  return lines.flatMap(([first, ...rest], chosen) => {
    const others = lines.flatMap((line, index) => (index !== chosen ? [line] : rest.length > 0 ? [rest] : []));
    return first === undefined ? [] : orders(others).map((order) => [first, ...order]);
  });
}

async function freshAccount(businessId: string, commands: readonly Command[]): Promise<LoadedAccount> {
  const account = (await loadAccounts(bench.db.service, [{ businessId, commands }])).accounts.get(businessId);
  if (account === undefined) throw new Error("the business is there");
  return account;
}

async function newBusinessBehindTheClock(): Promise<string> {
  const id = newId();
  await asServiceInTransaction(bench.db.servicePool, (sql) =>
    insertBusinessOnce(sql, {
      id,
      name: "Harbour Dental",
      slug: null,
      timeZone: "UTC",
      createdBy: null,
      clockOffsetMs: -DAY_MS,
      owner: null,
    }),
  );
  await bench.ledger.submit(id, grantOf(60));
  return id;
}
