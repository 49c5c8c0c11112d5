import { afterAll, beforeAll, expect, test } from "vitest";
import { billingClient, type UsageEvent } from "../src/billing-client.ts";
import { exactCharge, toMicro } from "../src/exact-arithmetic.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { seededRandom } from "../src/seeded-random.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const EVENTS = Number(process.env["FAREBOX_KILL_EVENTS"] ?? 6_000);
const KILLS = Number(process.env["FAREBOX_KILLS"] ?? 3);
const SEED = Number(process.env["FAREBOX_SEED"] ?? 20_250_922);
const CLIENTS = 8;
const BUSINESSES = 8;
const TRIAL_MICRO = 100_000_000n;

const home = newHome();
let product: Product;

beforeAll(async () => {
  product = await startProduct(home);
});

afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

test("P01 P03: usage sent twice, shuffled, by eight clients while everything is killed is charged once, exactly", async () => {
  const random = seededRandom(SEED);
  const first = billingClient({ url: product.url, key: product.operatorKey });
  const businesses = await Promise.all(
    Array.from({ length: BUSINESSES }, (_, index) => first.createBusiness(`Business ${index}`).then(({ id }) => id)),
  );
  const events = makeEvents(random, businesses);
  const queue = batches(random, random.shuffle([...events, ...events.filter((_, index) => index % 3 === 0)]));
  const killAfter = Array.from({ length: KILLS }, (_, index) => Math.floor((queue.length * (index + 1)) / (KILLS + 1)));

  let sent = 0;
  let restarting: Promise<void> | null = null;
  async function client(): Promise<void> {
    for (let batch = queue.pop(); batch !== undefined; batch = queue.pop()) {
      sent += 1;
      if (sent === killAfter[0]) {
        killAfter.shift();
        // Now the whole product, now the database alone, which the product brings back by itself.
        if (killAfter.length % 2 === 0) restarting = restart();
        else product.killDatabase();
      }
      await sendUntilAnswered(batch);
    }
  }
  async function restart(): Promise<void> {
    await product.killEverything();
    product = await startProduct(home);
    restarting = null;
  }
  async function sendUntilAnswered(batch: readonly UsageEvent[]): Promise<void> {
    for (;;) {
      await restarting;
      try {
        const results = await billingClient({ url: product.url, key: product.operatorKey }).record(batch);
        if (results.every((result) => result.outcome === "recorded" || result.outcome === "replayed")) return;
        // Retryable: the database went away, or the account was too busy, after neighbours of it had been decided.
        const wrong = results.find((result) => result.outcome === "refused" && result.retryable !== true);
        if (wrong !== undefined) throw new RangeError(`refused: ${JSON.stringify(wrong)}`);
      } catch (error) {
        if (error instanceof RangeError) throw error;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client));
  await restarting;

  const billing = billingClient({ url: product.url, key: product.operatorKey });
  for (const business of businesses) {
    const charged = events
      .filter((event) => event.businessId === business)
      .reduce((sum, event) => sum + exactCharge(event.service, event.quantity), 0n);
    const balance = await billing.balance(business);
    expect(toMicro(balance.total), `seed ${SEED}, business ${business}`).toBe(TRIAL_MICRO - charged);
    expect(toMicro(balance.available) - toMicro(balance.debt)).toBe(TRIAL_MICRO - charged);
  }
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
}, 240_000);

function makeEvents(random: ReturnType<typeof seededRandom>, businesses: readonly string[]): UsageEvent[] {
  const services = ["outbound_call", "inbound_call", "sms", "transcription", "ai_agent_request"];
  return Array.from({ length: EVENTS }, (_, index) => {
    const service = random.pick(services);
    const calls = service.endsWith("_call") || service === "transcription";
    return {
      key: `event-${index}`,
      service,
      quantity: calls ? random.integer(1, 5_138) : random.integer(1, 3),
      agentId: `agent-${random.integer(1, 3)}`,
      businessId: random.pick(businesses),
      allowOverdraft: true,
    };
  });
}

function batches(random: ReturnType<typeof seededRandom>, events: readonly UsageEvent[]): UsageEvent[][] {
  const sizes = [1, 1, 7, 50, 200, 1_000];
  const made: UsageEvent[][] = [];
  for (let from = 0; from < events.length; ) {
    const size = random.pick(sizes);
    made.push(events.slice(from, from + size));
    from += size;
  }
  return made;
}
