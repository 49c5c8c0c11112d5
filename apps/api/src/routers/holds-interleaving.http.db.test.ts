import { createPool, type Finding, verifyBusiness } from "@farebox/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";
import { expireDue } from "../use-cases/expire-due.ts";
import { createAsk } from "./testing/ask.ts";
import { createCalls, type HoldBody } from "./testing/calls.ts";
import { CalledBusiness, createRandom } from "./testing/calls-clients.ts";
import { exactCharge, toMicro } from "./testing/calls-model.ts";

const OPERATIONS = Number(process.env["FAREBOX_CALL_OPERATIONS"] ?? 1_500);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const CLIENTS = 16;
const BUSINESSES = 3;
const FIRST_TOKENS = 40;

let product: TestProduct;
let ask: ReturnType<typeof createAsk>;
let asks: readonly ReturnType<typeof createAsk>[];
beforeAll(async () => {
  product = await startTestProduct();
  const another = await product.startAnother();
  const key = await product.createKey(null, ["read", "usage:write", "holds:write", "admin"]);
  ask = createAsk(product.url, key);
  asks = [ask, createAsk(another.url, key)];
});
afterAll(() => product.stop());

test("sixteen clients at two processes: what is held never exceeds what is there, and every call costs its seconds", async () => {
  const random = createRandom(SEED);
  let passedMs = 0;
  const clock = { latestNowMs: () => Date.now() + passedMs };
  const businesses = await Promise.all(
    Array.from({ length: BUSINESSES }, async () => {
      const businessId = await product.createBusiness({});
      const business = new CalledBusiness({ businessId, asks, random, clock });
      await business.give(FIRST_TOKENS);
      return business;
    }),
  );

  let left = OPERATIONS;
  // Where time passes often, calls are abandoned and captured late.
  const onceIn = random.pick([6, 40]) ?? 40;
  async function client(): Promise<void> {
    while (left-- > 0) {
      if (random.integer(1, onceIn) === 1) await passTime(random.integer(5, 90));
      else await random.pick(businesses)?.act();
    }
  }
  async function passTime(advanceSeconds: number): Promise<void> {
    passedMs += advanceSeconds * 1_000;
    await ask("POST", "/sandbox/clock", { body: { advanceSeconds } });
  }
  await Promise.all(Array.from({ length: CLIENTS }, client)).catch((error: unknown) => {
    throw new Error(`seed ${SEED}`, { cause: error });
  });

  // Whoever is still live falls silent.
  await passTime(90_000);
  await expireDue(product.deps);
  for (const business of businesses) await expectExactBooks(business);
  expectEverythingHappened(businesses);
  expect(await findingsOfVerifier(), `seed ${SEED}`).toEqual([]);
}, 3_600_000);

/** A run in which nothing was refused, abandoned or ended twice would show nothing. */
function expectEverythingHappened(businesses: readonly CalledBusiness[]): void {
  const seen = new Set(businesses.flatMap(({ answers }) => Object.keys(answers)));
  const expected = ["open opened", "open below_call_floor", "extend extended", "capture captured"];
  // A late capture of a call that was swept is rare: a short run may well go by without one.
  if (OPERATIONS >= 10_000) expected.push("capture settled");
  for (const answer of expected) expect(seen, `seed ${SEED}`).toContain(answer);
}

/** Every token that was given is there or was charged for, call by call. */
async function expectExactBooks({ businessId, model }: CalledBusiness): Promise<void> {
  const holds = await allHolds(businessId);
  expect(holds.every(({ status, held }) => status !== "open" && held === 0)).toBe(true);
  for (const hold of holds) {
    expect(toMicro(hold.charged), `seed ${SEED}, ${hold.holdId}`).toBe(exactCharge(hold.service, hold.bookedSeconds));
    model.hear(hold);
  }
  expect([...model.calls.keys()].sort()).toEqual(holds.map(({ holdId }) => holdId).sort());
  const [row] = await product.owner<{ lines: string; given: string; sms: string; left: string }>(
    `select
       (select count(*) from usage_tracking line where business_id = $1 and hold_id is not null and not exists (
         select from usage_corrections c where c.business_id = line.business_id and c.line_id = line.id)) as lines,
       (select sum(original_micro) from token_grants where business_id = $1) as given,
       (select coalesce(sum(charged_micro), 0) from usage_tracking where business_id = $1 and hold_id is null) as sms,
       (select ledger_total_micro from token_balances where business_id = $1) as left`,
    [businessId],
  );
  const charged = holds.reduce((sum, hold) => sum + toMicro(hold.charged), 0n);
  expect(Number(row?.lines)).toBe(holds.length);
  expect(BigInt(row?.left ?? 0)).toBe(BigInt(row?.given ?? 0) - BigInt(row?.sms ?? 0) - charged);
}

async function findingsOfVerifier(): Promise<readonly Finding[]> {
  const pool = createPool(product.deps.env.databaseUrl, {
    role: "farebox_owner",
    settings: { statementTimeoutMilliseconds: 0 },
  });
  try {
    const found: Finding[] = [];
    for (const { id } of await product.owner<{ id: string }>("select business_id as id from token_balances"))
      found.push(...(await verifyBusiness(pool, id)).flatMap(({ findings }) => findings));
    return found;
  } finally {
    await pool.end();
  }
}

async function allHolds(businessId: string): Promise<HoldBody[]> {
  const calls = createCalls(ask, businessId);
  const holds: HoldBody[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { body } = await calls.list(`?limit=200${cursor === "" ? "" : `&cursor=${cursor}`}`);
    holds.push(...body.items);
    cursor = body.nextCursor;
  }
  return holds;
}
