import { randomUUID } from "node:crypto";
import { grantCommand, recordUsageCommand } from "@farebox/billing-core/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMMIT_EFFECTS, COMMIT_USAGE, COMMIT_USAGE_AND_CALLS } from "./commit-effects.sql.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

type Plan = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "CTE Name"?: string;
  readonly Alias?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly Plan[];
};

const STATEMENTS = [
  ["usage", COMMIT_USAGE],
  ["usage and calls", COMMIT_USAGE_AND_CALLS],
  ["all there is", COMMIT_EFFECTS],
] as const;

/** One row each, or in any case one of its account: they cost nothing for each row of the other side. */
const SINGLE = new Set(["clock", "sandbox_clock", "catalogue_epoch"]);
/** Never many in one commit. */
const SET_BY_PEOPLE = new Set(["counting", "setting", "cap", "removed_cap"]);

function isSingle(part: Plan | undefined): boolean {
  return SINGLE.has(part?.["CTE Name"] ?? part?.["Relation Name"] ?? "");
}

/** The plan for any parameters, on a connection as the ledger's are. */
async function planOf(statement: string): Promise<Plan> {
  const parameters = new Set(statement.match(/\$\d+/g)).size;
  const empty = Array.from({ length: parameters }, () => "'{}'").join(", ");
  const client = await ledger.db.ledgerPool.pool.connect();
  try {
    await client.query(`prepare planned as ${statement}`);
    const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      `explain (format json) execute planned (${empty})`,
    );
    await client.query("deallocate planned");
    if (rows[0] === undefined) throw new Error("no plan");
    return rows[0]["QUERY PLAN"][0].Plan;
  } finally {
    client.release();
  }
}

function partsOf(plan: Plan): readonly Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(partsOf)];
}

/** What reads all of a table, or all rows of one side anew for each row of the other. */
function wasteIn(plan: Plan): readonly string[] {
  return partsOf(plan).flatMap((part) => {
    const table = part["Relation Name"] ?? "";
    if (part["Node Type"] === "Seq Scan" && !SINGLE.has(table)) return [`reads all of ${table}`];
    // A walk along an index without a condition is the same by another name.
    if (part["Node Type"].startsWith("Index") && part["Index Cond"] === undefined && !SINGLE.has(table))
      return [`walks all of ${table}`];
    if (part["Node Type"] !== "Nested Loop") return [];
    const [outer, inner] = part.Plans ?? [];
    const isListOfRows =
      inner !== undefined && ["CTE Scan", "Subquery Scan", "ProjectSet"].includes(inner["Node Type"]);
    const isOneLookUp = inner !== undefined && partsOf(inner).some((below) => below["Node Type"] === "Limit");
    if (!isListOfRows || isOneLookUp || [outer, inner].some(isSingle)) return [];
    const rows = inner["CTE Name"] ?? inner.Alias ?? "";
    return SET_BY_PEOPLE.has(rows) ? [] : [`compares each row with each of ${rows}`];
  });
}

describe("a commit of any size finds each row by one look-up", () => {
  test.each(STATEMENTS)("%s, planned by statistics of empty tables", async (_, statement) => {
    await ledger.asSuperuser("vacuum analyze");
    expect(wasteIn(await planOf(statement))).toEqual([]);
  });

  test.each(STATEMENTS)("%s, planned by statistics of filled tables", async (_, statement) => {
    for (let business = 0; business < 5; business += 1) {
      const businessId = await ledger.newBusiness();
      const usage = Array.from({ length: 40 }, () => recordUsageCommand({ lineId: randomUUID(), key: randomUUID() }));
      await ledger.submit(businessId, [grantCommand({ grantId: randomUUID() }), ...usage]);
    }
    await ledger.asSuperuser("vacuum analyze");
    expect(wasteIn(await planOf(statement))).toEqual([]);
  });

  test("by no statistics at all, and what reads all of a table is told", async () => {
    const reads = await planOf("select * from usage_tracking where ref = any ($1::text[])");
    expect(wasteIn(reads)).toEqual(["reads all of usage_tracking"]);
  });
});
