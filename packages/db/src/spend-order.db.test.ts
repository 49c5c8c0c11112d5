import { compareSpendOrder, type Grant } from "@farebox/billing-core";
import { anyGrant } from "@farebox/billing-core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SPEND_ORDER } from "./spend-order.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

test("M29 the database orders grants as billing-core spends them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(anyGrant, { selector: ({ id }) => id, minLength: 2, maxLength: 30 }),
      async (grants) => {
        const inDatabase = await orderedByDatabase(grants);
        const inCore = [...grants].sort(compareSpendOrder).map(({ id }) => id);
        expect(inDatabase).toEqual(inCore);
      },
    ),
    { numRuns: 60 },
  );
});

async function orderedByDatabase(grants: readonly Grant[]): Promise<string[]> {
  const rows = await ledger.asSuperuser<{ id: string }>(
    `select id from (
      select
        (row ->> 'id')::uuid as id,
        (row ->> 'priority')::integer as priority,
        to_timestamp((row ->> 'expiresAt')::float8 / 1000)::timestamptz(3) as expires_at,
        (row -> 'costBasis' ->> 'amount')::bigint as cost_amount_minor,
        to_timestamp((row ->> 'effectiveAt')::float8 / 1000)::timestamptz(3) as effective_at,
        to_timestamp((row ->> 'createdAt')::float8 / 1000)::timestamptz(3) as created_at
      from json_array_elements($1::json) as row
    ) token_grants
    order by ${SPEND_ORDER}`,
    [JSON.stringify(grants, (_, value) => (typeof value === "bigint" ? value.toString() : value))],
  );
  return rows.map(({ id }) => id);
}
