import { createTestDatabase, type TestDatabase } from "@farebox/db/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkBooks } from "./books/check-books.ts";
import { openLedgerCalls, openNaiveCalls } from "./contenders/holds.ts";
import { openLedgerContender } from "./contenders/ledger.ts";
import { openNaiveContender } from "./contenders/naive.ts";
import type { ContenderPlace } from "./contenders/place.ts";
import { openSqlBatchContender } from "./contenders/sql-batch.ts";
import { createMixedDraw } from "./load/events.ts";
import { type Contender, compare } from "./measure/compare.ts";
import { toTable } from "./report/table.ts";
import { fillHistory } from "./stage/fill-history.ts";

const HISTORY = { businesses: 20, linesEach: 40 };
const LOAD = { callers: 8 };

let database: TestDatabase;
let place: ContenderPlace;

beforeAll(async () => {
  database = await createTestDatabase();
  const businessIds = await fillHistory(database.superuserUrl, HISTORY);
  place = { database, businessIds };
});
afterAll(() => database.drop());

test("a filled-in history is one the product could have written", async () => {
  const filled = HISTORY.businesses * HISTORY.linesEach;
  expect(await checkBooks(database.ownerUrl, { linesBefore: 0, recorded: filled, businessIds: null })).toBeNull();
});

describe("the books are right after", () => {
  test.each<[string, () => Contender | Promise<Contender>]>([
    ["our ledger", () => openLedgerContender(place, LOAD)],
    ["our ledger with repeats and refusals", () => openLedgerContender(mixed(), LOAD)],
    ["our ledger with calls", () => openLedgerCalls(place, LOAD)],
    ["the naive transaction", () => openNaiveContender(place, LOAD)],
    ["the naive transaction with repeats and refusals", () => openNaiveContender(mixed(), LOAD)],
    ["the naive transactions of calls", () => openNaiveCalls(place, LOAD)],
    ["the SQL-only batch", () => openSqlBatchContender(place, LOAD)],
  ])("%s", async (_name, open) => {
    const [measured] = await measure(await open());
    expect(measured?.problem).toBeNull();
    expect(measured?.rounds[0]?.tally).toMatchObject({ notDecided: 0 });
    expect(measured?.rounds[0]?.tally.recorded).toBeGreaterThan(0);
  });
});

test("a mixed load has repeats and refusals in it", async () => {
  const [measured] = await measure(openLedgerContender(mixed(), LOAD));
  expect(measured?.rounds[0]?.tally.replayed).toBeGreaterThan(0);
  expect(measured?.rounds[0]?.tally.refused).toBeGreaterThan(0);
});

test("a contender whose books are wrong has no figures in the table", async () => {
  const honest = openNaiveContender(place, LOAD);
  const torn: Contender = {
    ...honest,
    close: async () => {
      await honest.close();
      await asSuperuser("update token_balances set ledger_total_micro = ledger_total_micro + 1");
    },
  };
  const contenders = await measure(torn);
  expect(contenders[0]?.problem).toContain("balances_equal_ledger");
  expect(contenders[0]?.rounds).toEqual([]);
  expect(toTable(new Map([["torn", { contenders }]]))).toContain("its books are wrong");
  await asSuperuser("update token_balances set ledger_total_micro = ledger_total_micro - 1");
});

test("a contender that says it recorded more than is there has no figures either", async () => {
  const honest = openNaiveContender(place, LOAD);
  const boasting: Contender = {
    ...honest,
    load: async (shape) => {
      const result = await honest.load(shape);
      return { ...result, tally: { ...result.tally, recorded: result.tally.recorded + 1 } };
    },
  };
  const [measured] = await measure(boasting);
  expect(measured?.problem).toContain("were answered as recorded");
});

function mixed(): ContenderPlace {
  return { ...place, draw: createMixedDraw(place.businessIds) };
}

function measure(contender: Contender) {
  return compare({
    contenders: [contender],
    rounds: 1,
    warmUpSeconds: 0.05,
    seconds: 0.2,
    onStep: () => undefined,
  });
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}
