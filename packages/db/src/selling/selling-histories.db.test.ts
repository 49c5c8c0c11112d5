import { randomUUID } from "node:crypto";
import { type Command, DAY_MS, type Fact, type Instant } from "@farebox/billing-core";
import { apply, recordUsageCommand } from "@farebox/billing-core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { advanceSandboxClock } from "../balances/advance-sandbox-clock.ts";
import { inTransaction } from "../connections/in-transaction.ts";
import { listDueTokenMonths } from "../subscriptions/list-due-token-months.ts";
import { type Life, soldStates, tellAtOnce } from "../testing/many-lives.ts";
import { anySales, factsOfSales, PACKAGES, type Sales } from "../testing/random-sales.ts";
import { openTestLedger, type TestLedger } from "../testing/test-ledger.ts";
import { verifyLedger } from "../verify-ledger/verify-ledger.ts";

const HISTORIES = Number(process.env["FAREBOX_SALES_HISTORIES"] ?? 60);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const AT_ONCE = 60;

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

test("W01 W02 W03 W04 C16: random lives told shuffled, twice, with losses told later and by two workers at once end as those told in order", async () => {
  console.info(`FAREBOX_SEED=${SEED}`);
  const histories = fc.sample(fc.record({ sales: anySales, tellings: anyTelling }), { numRuns: HISTORIES, seed: SEED });
  for (let from = 0; from < histories.length; from += AT_ONCE)
    await playTogether(histories.slice(from, from + AT_ONCE));
}, 3_600_000);

/** How badly the news travelled: for each fact its places among all tellings, none at all, and how many come together. */
type Telling = { readonly seed: number; readonly together: number };
const anyTelling: fc.Arbitrary<Telling> = fc.record({ seed: fc.integer(), together: fc.integer({ min: 1, max: 5 }) });

const IN_ORDER: Telling = { seed: 0, together: 1 };

async function playTogether(
  histories: readonly { readonly sales: Sales; readonly tellings: Telling }[],
): Promise<void> {
  const base = Number(await advanceSandboxClock(ledger.db.service, 0));
  const sales = histories.map((history) => history.sales);
  const inOrder = await beginLives(sales, base);
  const shuffled = await beginLives(sales, base);
  await tellRounds(
    inOrder.map(({ businessId, facts }) => [businessId, facts.map((fact) => [fact])] as const),
    1,
  );
  await tellRounds(
    shuffled.map(
      ({ businessId, facts }, index) => [businessId, badlyTold(facts, histories[index]?.tellings ?? IN_ORDER)] as const,
    ),
    2,
  );

  const lives = [...inOrder, ...shuffled];
  for (const [step, days] of DAYS.entries()) {
    await advanceSandboxClock(ledger.db.service, days * DAY_MS);
    await beginDueMonths();
    await tellAtOnce(ledger, new Map(lives.map(({ businessId }) => [businessId, [{ kind: "expire" }]])));
    if (step === USED_AT) await use(lives);
    const [left, right] = [
      await soldStates(ledger, { lives: inOrder, base }),
      await soldStates(ledger, { lives: shuffled, base }),
    ];
    for (const [index, expected] of left.entries()) {
      const story = JSON.stringify(histories[index]);
      const where = `FAREBOX_SEED=${SEED}, after ${DAYS.slice(0, step + 1)} days, ${story}`;
      expect(right[index]?.rest, where).toBe(expected.rest);
      // Of grants that are equal but for their arrival, the one that came first is spent first.
      if (step < USED_AT) expect(right[index]?.grants, where).toBe(expected.grants);
    }
  }
  const businessIds = lives.map(({ businessId }) => businessId);
  const verify = () =>
    inTransaction(ledger.db.servicePool, (sql) => verifyLedger(sql, { businessIds }), "snapshot, read only");
  expect((await verify()).flatMap(({ findings }) => findings)).toEqual([]);
}

/** Money time goes on by so many days between two looks. */
const DAYS: readonly number[] = [0, 2, 11, 18, 33, 300];
const USED_AT = 2;

type SoldLife = Life & { readonly facts: readonly Fact[] };

async function beginLives(sales: readonly Sales[], now: Instant): Promise<readonly SoldLife[]> {
  const lives = await Promise.all(
    sales.map(async (sold) => {
      const businessId = await ledger.newBusiness();
      const purchaseIds = sold.packages.map(() => randomUUID()).sort();
      const name = `_${businessId}`;
      return { businessId, names: [name, ...purchaseIds], facts: factsOfSales(sold, { name, now, purchaseIds }) };
    }),
  );
  const bought = lives.flatMap(({ businessId, names: [, ...ids] }, index) =>
    (sales[index]?.packages ?? []).map(({ package: number }, place) => {
      const { key, tokens, bonus, price } = PACKAGES[number] ?? PACKAGES[0];
      return { business_id: businessId, id: ids[place], package_key: key, tokens, bonus, price };
    }),
  );
  await ledger.asSuperuser(
    `insert into purchases (business_id, id, package_key, kind, tokens_micro, bonus_micro, price_amount_minor, price_currency, created_at)
    select business_id, id, package_key, 'package', tokens * 1000000, bonus * 1000000, price, 'usd', now()
    from jsonb_to_recordset($1) as bought (business_id uuid, id uuid, package_key text, tokens bigint, bonus bigint, price bigint)`,
    [JSON.stringify(bought)],
  );
  return lives;
}

/** First some of it, shuffled and partly twice; later all of it in another order. */
function badlyTold(facts: readonly Fact[], { seed, together }: Telling): readonly (readonly Fact[])[] {
  const chance = chancesOf(seed);
  const news = facts.flatMap((fact) => Array.from({ length: Math.floor(chance() * 3) }, () => fact));
  const told = [...shuffle(news, chance), ...shuffle(facts, chance)];
  const parts: Fact[][] = [];
  while (told.length > 0) parts.push(told.splice(0, 1 + Math.floor(chance() * together)));
  return parts;
}

/** Two parts of each life at a time, by two workers: whoever comes second decides again on what the first wrote. */
async function tellRounds(
  lives: readonly (readonly [string, readonly (readonly Fact[])[]])[],
  workers: 1 | 2,
): Promise<void> {
  const most = Math.max(...lives.map(([, parts]) => parts.length));
  for (let round = 0; round < most; round += workers) {
    const atOnce = Array.from({ length: workers }, (_, worker) =>
      lives.flatMap(([businessId, parts]): [string, Command[]][] => {
        const part = parts[round + worker];
        return part === undefined ? [] : [[businessId, part.map((fact) => apply(fact))]];
      }),
    );
    await Promise.all(atOnce.map((told) => tellAtOnce(ledger, new Map(told))));
  }
}

/** As the job does it: until no month waits whose time has come. */
async function beginDueMonths(): Promise<void> {
  for (;;) {
    const due = await listDueTokenMonths(ledger.db.service, 500);
    if (due.length === 0) return;
    const told = new Map<string, Command[]>();
    for (const { businessId, lineId, month } of due) {
      const commands = told.get(businessId) ?? [];
      commands.push(apply({ fact: "token_month_due", lineId, month }));
      told.set(businessId, commands);
    }
    await tellAtOnce(ledger, told);
  }
}

/** What is spent of equal states is spent of the same grants. */
async function use(lives: readonly Life[]): Promise<void> {
  const told = lives.map(({ businessId }): [string, Command[]] => [
    businessId,
    [recordUsageCommand({ key: `used-${businessId}`, lineId: randomUUID(), quantity: 1_777, allowOverdraft: true })],
  ]);
  await tellAtOnce(ledger, new Map(told));
}

function shuffle<Item>(items: readonly Item[], chance: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, place: chance() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

function chancesOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b9) >>> 0;
    return state / 2 ** 32;
  };
}
