import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiProcess, startApiProcess } from "../src/api-process.ts";
import { billingClient } from "../src/billing-client.ts";
import { toMicro } from "../src/exact-arithmetic.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { verifyLedger } from "../src/verify-ledger.ts";

const EVENTS = Number(process.env["FAREBOX_CONTENDED_EVENTS"] ?? 6_000);
const CLIENTS = Number(process.env["FAREBOX_CONTENDED_CLIENTS"] ?? 96);
const TRIAL = 100;
const GRANTED = 100_000;

const home = newHome();
let product: Product;
const others: ApiProcess[] = [];

beforeAll(async () => {
  product = await startProduct(home);
  others.push(await startApiProcess(product.databaseUrl), await startApiProcess(product.databaseUrl));
});

afterAll(async () => {
  for (const process of others) await process.stop();
  await product?.stop();
  removeHome(home);
});

test("C25: three processes at full load on one business: hardly a conflict, and what every caller heard is true", async () => {
  const urls = [product.url, ...others.map(({ url }) => url)];
  const doors = urls.map((url) => billingClient({ url, key: product.operatorKey }));
  const [first] = doors;
  if (first === undefined) throw new Error("there is no process");
  const { id } = await first.createBusiness("Contended");
  await first.grant(id, { key: "room", tokens: GRANTED });

  let next = 0;
  const balances: number[] = [];
  const conflicts: string[] = [];
  async function client(index: number): Promise<void> {
    const billing = doors[index % doors.length] ?? first;
    if (billing === undefined) return;
    for (let event = next++; event < EVENTS; event = next++) {
      const body = { events: [{ key: `event-${event}`, service: "ai_agent_request", quantity: 1 }] };
      const answer = await billing.call<{ results?: Result[]; error?: { code: string } }>("POST", "/usage", {
        business: id,
        body,
      });
      const result = answer.body.results?.[0];
      if (result === undefined) conflicts.push(`${answer.status} ${answer.body.error?.code}`);
      else {
        expect(result).toMatchObject({ outcome: "recorded", charged: 1 });
        balances.push(result.balanceAfter ?? Number.NaN);
      }
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));

  expect(new Set(conflicts.filter((conflict) => conflict !== "503 ledger_conflict"))).toEqual(new Set());
  expect(conflicts.length / EVENTS, `${conflicts.length} of ${EVENTS} in conflict`).toBeLessThan(0.001);
  // Each event costs one token, so callers who heard the truth heard each balance once, without a gap.
  const heard = balances.map((balance) => toMicro(balance)).sort((one, other) => (one > other ? -1 : 1));
  expect(new Set(heard).size).toBe(heard.length);
  const { total } = await first.balance(id);
  expect(toMicro(total)).toBe(toMicro(TRIAL + GRANTED - heard.length));
  expect(heard.at(-1)).toBe(toMicro(total));
  expect(heard[0]).toBe(toMicro(TRIAL + GRANTED - 1));
  const verified = verifyLedger(product);
  expect(verified.status, verified.output).toBe(0);
}, 180_000);

type Result = { readonly outcome: string; readonly charged: number; readonly balanceAfter?: number };
