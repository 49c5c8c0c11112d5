import { afterAll, beforeAll, expect, test } from "vitest";
import { type Balance, billingClient, type Transaction } from "../src/billing-client.ts";
import { exactCharge, toMicro } from "../src/exact-arithmetic.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { seededRandom } from "../src/seeded-random.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const CALLS = Number(process.env["FAREBOX_KILLED_CALLS"] ?? 120);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const CLIENTS = 8;
const BEATS = 3;
const BEAT_SECONDS = 40;
const GIVEN = 5_000;
const TRIAL_MICRO = 100_000_000n;

type Hold = { holdId: string; status: string; bookedSeconds: number; charged: number; held: number; expiresAt: string };
type CallLine = Transaction & { status: string; call?: { holdId: string; status: string } };
type Plan = {
  callId: string;
  service: string;
  ends: "captured" | "voided" | "silent";
  holdId: string;
  seconds: number;
};

const home = newHome();
const random = seededRandom(SEED);
let product: Product;
let restarting: Promise<void> | null = null;
let business: string;

beforeAll(async () => {
  product = await startProduct(home);
  business = (await client().createBusiness("Killed")).id;
  await client().grant(business, { key: "given", tokens: GIVEN });
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const client = () => billingClient({ url: product.url, key: product.operatorKey });

test("P01 P03 P23: calls whose every step is killed around end once, cost their seconds, and are swept once the worker is back", async () => {
  const plans = Array.from({ length: CALLS }, (_, index): Plan => {
    const ends = random.pick(["captured", "captured", "voided", "silent"] as const);
    // Those that fall silent have their deadlines close together.
    const service = ends === "silent" ? "outbound_call" : random.pick(["outbound_call", "inbound_call"]);
    return { callId: `call-${index}`, service, ends, holdId: "", seconds: 0 };
  });

  await eachWithKill(plans, async (plan) => {
    const { callId, service } = plan;
    plan.holdId = (await say("/holds", { callId, service })).holdId;
  });
  const startedAt = await moneyTime();
  const running = plans.filter(({ ends }) => ends !== "voided");
  for (let seq = 1; seq <= BEATS; seq += 1) {
    await moveTo(startedAt + seq * BEAT_SECONDS * 1_000);
    await eachWithKill(running, async (plan) => {
      plan.seconds = seq * BEAT_SECONDS;
      await say(`/holds/${plan.holdId}/extend`, { seq, elapsedSeconds: plan.seconds });
    });
  }
  await eachWithKill(plans, async (plan) => {
    if (plan.ends === "voided") await say(`/holds/${plan.holdId}/void`, { reason: "nobody answered" });
    if (plan.ends === "captured") await say(`/holds/${plan.holdId}/capture`, { elapsedSeconds: plan.seconds });
  });

  const silent = plans.filter(({ ends }) => ends === "silent");
  await expectSweptOnceBack(silent);
  await expectExactBooks(plans);

  // Whoever hung up in fact says so later, to a process that is killed again.
  await eachWithKill(silent, async (plan, index) => {
    plan.seconds += index % 2 === 0 ? 30 : -30;
    await say(`/holds/${plan.holdId}/capture`, { elapsedSeconds: plan.seconds });
  });
  await expectExactBooks(plans);
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
}, 300_000);

/** Killed over the deadlines of calls; their ends are found by the worker of the next process, within five seconds. */
async function expectSweptOnceBack(silent: readonly Plan[]): Promise<void> {
  const holds = await Promise.all(
    silent.map(({ holdId }) => client().must<Hold>("GET", `/holds/${holdId}`, { business })),
  );
  const deadlines = holds.map(({ expiresAt }) => Date.parse(expiresAt));
  await moveTo(Math.min(...deadlines) - 1_500);
  await product.killEverything();
  const downUntil = Date.now() + 1_500 + Math.max(...deadlines) - Math.min(...deadlines);
  await new Promise((resolve) => setTimeout(resolve, downUntil - Date.now()));
  product = await startProduct(home);
  const readyAt = Date.now();
  for (;;) {
    const lines = await callLines();
    if (silent.every(({ holdId }) => lines.some((line) => line.id === holdId && line.status === "abandoned"))) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(Date.now() - readyAt).toBeLessThan(5_000);
}

async function expectExactBooks(plans: readonly Plan[]): Promise<void> {
  const lines = await callLines();
  const standing = lines.filter(({ type, status }) => type === "usage" && status !== "corrected");
  expect(standing).toHaveLength(plans.length);
  let charged = 0n;
  for (const { holdId, service, seconds, callId } of plans) {
    const ofCall = standing.filter(({ call }) => call?.holdId === holdId);
    expect(
      ofCall.map(({ quantity }) => quantity),
      `seed ${SEED}, ${callId}`,
    ).toEqual([seconds]);
    expect(toMicro(-(ofCall[0]?.amount ?? 0)), callId).toBe(exactCharge(service, seconds));
    charged += exactCharge(service, seconds);
  }
  const balance: Balance = await client().balance(business);
  expect(balance).toMatchObject({ held: 0, debt: 0 });
  expect(toMicro(balance.total), `seed ${SEED}`).toBe(TRIAL_MICRO + BigInt(GIVEN) * 1_000_000n - charged);
}

async function callLines(): Promise<readonly (CallLine & { quantity?: number })[]> {
  return (await client().allTransactions(business)) as readonly (CallLine & { quantity?: number })[];
}

/** Does something for each of them, by several clients; in the middle of it everything is killed. */
async function eachWithKill<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const order = random.shuffle(items.map((_, index) => index));
  const killAt = random.integer(1, Math.max(1, order.length - CLIENTS));
  async function lane(): Promise<void> {
    for (let index = order.pop(); index !== undefined; index = order.pop()) {
      if (order.length === killAt) restarting = restart();
      await work(items[index] as Item, index);
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, lane));
  await restarting;
}

async function restart(): Promise<void> {
  await product.killEverything();
  product = await startProduct(home);
  restarting = null;
}

/** Sent again until it is answered, as a call handler does: its call id, its seq or its end make it one. */
async function say(path: string, body: object): Promise<Hold> {
  for (;;) {
    await restarting;
    const answer = await client()
      .call<Hold>("POST", path, { body, business })
      .catch(() => null);
    if (answer?.status === 200) return answer.body;
    if (answer !== null && answer.status !== 503)
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function moneyTime(): Promise<number> {
  return Date.parse((await client().must<{ now: string }>("GET", "/sandbox/clock")).now);
}

async function moveTo(at: number): Promise<void> {
  if (at > (await moneyTime()))
    await client().must("POST", "/sandbox/clock", { body: { now: new Date(at).toISOString() } });
}
