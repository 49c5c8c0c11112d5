import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BillingClient, billingClient, type Transaction } from "../src/billing-client.ts";
import { inDatabase } from "../src/in-database.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const CROSSINGS = 30;
const BUSINESSES = 3;
const CLIENTS_EACH = 12;
const LINE = 100;

const home = newHome();
let product: Product;
let billing: BillingClient;
beforeAll(async () => {
  product = await startProduct(home);
  billing = billingClient({ url: product.url, key: product.operatorKey });
});
afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const grant = (business: string, tokens: number) => billing.grant(business, { key: randomUUID(), tokens });

/** Many clients that spend all the time, alone and in batches, whatever there is. */
function spendAlways(business: string, isOver: () => boolean): Promise<unknown> {
  const client = async (number: number) => {
    while (!isOver()) {
      const events = Array.from({ length: 1 + (number % 4) }, () => ({
        key: randomUUID(),
        service: number % 3 === 0 ? "sms" : "ai_agent_request",
        quantity: 1 + number,
      }));
      await billing.record(events, business);
    }
  };
  return Promise.all(Array.from({ length: CLIENTS_EACH }, (_, number) => client(number)));
}

/** Fills up and lets it be spent, so many times, while others spend all the time. */
async function crossOften(business: string): Promise<void> {
  let crossed = 0;
  await grant(business, 400);
  const spending = spendAlways(business, () => crossed === CROSSINGS);
  try {
    while (crossed < CROSSINGS) {
      while ((await billing.balance(business)).total >= LINE) {}
      crossed += 1;
      if (crossed < CROSSINGS) await grant(business, 400);
    }
  } finally {
    crossed = CROSSINGS;
    await spending;
  }
}

/** What should have been told, from the history alone: the balance after each run, watched by hand. */
function crossingsOf(history: readonly Transaction[]): number {
  let [isArmed, wasTold, crossings] = [false, false, 0];
  for (const { balanceAfter } of [...history].sort((left, right) => left.seq - right.seq)) {
    if (isArmed && balanceAfter < LINE) {
      crossings += 1;
      isArmed = false;
      wasTold = true;
    } else if (wasTold ? balanceAfter > LINE * 1.1 : balanceAfter >= LINE) isArmed = true;
  }
  return crossings;
}

test("30 crossings of the low-balance line under parallel load are 30 notices, none twice", async () => {
  const names = Array.from({ length: BUSINESSES }, (_, index) => `Crossing ${index}`);
  const businesses = await Promise.all(names.map((name) => billing.createBusiness(name)));
  await Promise.all(businesses.map(({ id }) => crossOften(id)));
  for (const { id } of businesses) {
    const told = await inDatabase<{ dedupe_key: string; balance: string; channels: string[] }>(
      product,
      "select dedupe_key, payload ->> 'balanceMicroTokens' as balance, channels from outbox where business_id = $1 and kind = 'balance_low'",
      [id],
    );
    expect(told).toHaveLength(CROSSINGS);
    expect(new Set(told.map(({ dedupe_key }) => dedupe_key)).size).toBe(CROSSINGS);
    for (const { balance, channels } of told) {
      expect(Number(balance)).toBeLessThan(LINE * 1_000_000);
      expect(channels).toEqual(["in_app", "email", "webhook"]);
    }
    expect(crossingsOf(await billing.allTransactions(id))).toBe(CROSSINGS);
    const { rules } = await billing.must<{ rules: { armed: boolean; lastFiredAt: string | null }[] }>(
      "GET",
      "/alerts",
      { business: id },
    );
    expect(rules).toMatchObject([{ armed: false, lastFiredAt: expect.stringMatching(/Z$/) }]);
  }
  expect(verifyLedger(product)).toMatchObject({ status: 0 });
});
