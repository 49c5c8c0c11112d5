import { createTRPCClient, httpLink } from "@trpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import type { AppRouter } from "../trpc/router.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

let people = 0;

/** A business with its trial, as its owner's page speaks for it. */
async function open(at = product) {
  people += 1;
  const owner = await at.createPerson(`owner-${people}@example.com`);
  const { id } = await pageOf(at, owner).businesses.create.mutate({ name: "Harbour Dental" });
  return pageOf(at, owner, id);
}

function pageOf({ url }: TestProduct, owner: TestPerson, businessId?: string) {
  const headers = { ...owner.headers, ...(businessId !== undefined && { "farebox-business": businessId }) };
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/api/trpc`, headers })] });
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (error: { data?: { billing?: { code: string } } }) => error.data?.billing?.code ?? "no code",
  );

test("fifty calls at once are let in as far as the balance goes, and each refusal is told with its request", async () => {
  const page = await open();
  const available = (await page.balance.get.query()).available;
  const answer = await page.playground.start.mutate({ service: "outbound_call", agentId: "renewals", count: 50 });
  expect(answer).toEqual({ started: available / 10, refused: 50 - available / 10 });
  const { calls, events } = await page.playground.read.query();
  expect(calls.map(({ state }) => state)).toEqual(Array(answer.started).fill("live"));
  const refused = events.filter(({ kind }) => kind === "refused");
  expect(refused).toHaveLength(answer.refused);
  expect(refused[0]).toMatchObject({
    refusedBy: "below_call_floor",
    request: { method: "POST", path: "/holds", body: { service: "outbound_call", agentId: "renewals" } },
  });
  expect(await codeOf(page.playground.start.mutate({ service: "outbound_call", count: 41 }))).toBe("validation_failed");
});

test("a call that is ended is charged like any other, one whose handler crashed is abandoned and settled once", async () => {
  const page = await open();
  await page.playground.start.mutate({ service: "outbound_call", count: 2 });
  const [first, second] = (await page.playground.read.query()).calls;
  if (first === undefined || second === undefined) throw new Error("two calls were started");
  await page.playground.end.mutate({ id: first.holdId });
  expect(await page.holds.get.query({ id: first.holdId })).toMatchObject({ status: "captured" });

  await page.playground.crash.mutate({ id: second.holdId });
  expect(await codeOf(page.playground.crash.mutate({ id: second.holdId }))).toBe("not_found");
  await page.playground.moveClock.mutate({ by: "minutes" });
  expect(await page.holds.get.query({ id: second.holdId })).toMatchObject({ status: "abandoned", charged: 0 });
  await page.playground.end.mutate({ id: second.holdId });
  expect((await page.holds.get.query({ id: second.holdId })).status).toBe("settled");
  expect((await page.playground.read.query()).events.map(({ kind }) => kind)).toEqual([
    "started",
    "started",
    "ended",
    "crashed",
    "clock_moved",
    "settled",
  ]);
});

test("what is available can be drained, and a live call goes on with what it holds", async () => {
  const page = await open();
  await page.playground.start.mutate({ service: "outbound_call", count: 1 });
  const { quantity } = await page.playground.drain.mutate({});
  expect(quantity).toBeGreaterThan(0);
  const balance = await page.balance.get.query();
  expect(balance.available).toBeLessThan(0.5);
  expect(balance.liveCalls).toHaveLength(1);
  expect(await page.playground.drain.mutate({})).toMatchObject({ quantity: 0 });
  expect(await page.playground.record.mutate({ service: "sms", quantity: 1 })).toMatchObject({ outcome: "told" });
  expect((await page.playground.read.query()).events.at(-1)?.refusedBy).toBe("insufficient_tokens");
});

test("where real money is taken there is no playground", async () => {
  const real = await startTestProduct({
    variables: { STRIPE_SECRET_KEY: `sk_test_${"a".repeat(24)}`, STRIPE_WEBHOOK_SECRET: `whsec_${"a".repeat(32)}` },
  });
  try {
    const page = await open(real);
    expect(await codeOf(page.playground.read.query())).toBe("not_found");
    expect(await codeOf(page.playground.start.mutate({ service: "outbound_call", count: 1 }))).toBe("not_found");
    expect(await codeOf(page.playground.moveClock.mutate({ by: "day" }))).toBe("not_found");
  } finally {
    await real.stop();
  }
});
