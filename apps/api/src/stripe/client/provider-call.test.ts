import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createLog } from "../../log.ts";
import { startTestProvider, type TestProvider } from "../../testing/test-provider.ts";
import { isRefusal } from "../../use-cases/refusal.ts";
import { createStripe, type StripeDoor } from "./create-stripe.ts";

let provider: TestProvider;
let door: StripeDoor;
beforeAll(async () => {
  provider = await startTestProvider("http://127.0.0.1:1");
  door = createStripe({
    settings: {
      secretKey: "sk_test_canary1",
      webhookSecrets: [],
      publishableKey: null,
      standInUrl: provider.url,
      isLive: false,
      isTaxAutomatic: false,
    },
    log: createLog("silent"),
    onRequest: (request) => void provider.requests.push(request),
  });
});
afterAll(() => provider.stop());
beforeEach(async () => {
  await provider.control("DELETE", "/faults");
  provider.requests.length = 0;
});

const fail = (fault: object) =>
  provider.control("POST", "/faults", { method: "POST", path: "/v1/customers", ...fault });
const createCustomer = (name: string) =>
  door.call((api) => api.customers.create({ name }, { idempotencyKey: `customer:${name}` }));
const codeOf = (answer: unknown) => (isRefusal(answer) ? answer.error.code : null);
const customersNamed = async (name: string) =>
  (await provider.stripe.customers.list({ limit: 100 })).data.filter((customer) => customer.name === name);

test("every request leaves with the version, its key and its form, and the record of it has no secret (O07)", async () => {
  await createCustomer("Ada");
  expect(provider.requests).toMatchObject([
    {
      method: "POST",
      path: "/v1/customers",
      apiVersion: "2026-10-28.endive",
      idempotencyKey: "customer:Ada",
      parameters: { name: "Ada" },
    },
  ]);
  expect(provider.requests[0]?.headers["x-stripe-client-telemetry"]).toBeUndefined();
  expect(JSON.stringify(provider.requests)).not.toContain("canary");
});

test.each([
  ["error", "before"],
  ["error", "after"],
  ["rate_limit", "before"],
  ["reset", "before"],
  ["reset", "after"],
])("P20, P21 one %s %s its effect is tried again with the same key, and there is one effect", async (kind, when) => {
  const name = `${kind} ${when}`;
  await fail({ kind, when, next: 1 });
  const made = await createCustomer(name);
  // What the provider answered once for a key it answers for good; only its client knows that a 429 may be tried again.
  const again = isRefusal(made) ? await createCustomer(name) : made;
  expect(new Set(provider.requests.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([`customer:${name}`]));
  expect(codeOf(again)).toBeNull();
  expect(await customersNamed(name)).toHaveLength(1);
});

test("P20 an outage that lasts is a code to wait for, never a failure of ours, and the next try has one effect", async () => {
  await fail({ kind: "error", when: "before", next: 3 });
  const refused = await createCustomer("Grace");
  expect(refused).toMatchObject({ outcome: "refused", error: { code: "provider_unavailable" } });
  const made = await createCustomer("Grace");
  expect(codeOf(made)).toBeNull();
  expect(await customersNamed("Grace")).toHaveLength(1);
});

test("a provider that nobody reaches is unavailable", async () => {
  const nowhere = createStripe({ settings: null, log: createLog("silent") });
  expect(codeOf(await nowhere.call((api) => api.customers.list()))).toBe("provider_unavailable");
});

test("what it does not accept is its own word and not retried", async () => {
  const answer = await door.call((api) => api.customers.retrieve("cus_nobody"));
  expect(answer).toMatchObject({ error: { code: "provider_refused", reason: "resource_missing" } });
  expect(provider.requests).toHaveLength(1);
});

test.each([
  ["pm_card_chargeDeclinedInsufficientFunds", { code: "card_declined", declineCode: "insufficient_funds" }],
  ["pm_card_authenticationRequired", { code: "payment_action_required" }],
])("a payment with %s says what a person can do about it", async (payment_method, expected) => {
  const customer = await provider.stripe.customers.create();
  const answer = await door.call(async (api) => {
    const { id } = await api.paymentMethods.attach(payment_method, { customer: customer.id });
    return api.paymentIntents.create({
      amount: 500,
      currency: "usd",
      customer: customer.id,
      payment_method: id,
      confirm: true,
      off_session: true,
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    });
  });
  expect(answer).toMatchObject({ outcome: "refused", error: expected });
});

test("a mistake of ours is not taken for the provider's", async () => {
  await expect(door.call(() => Promise.reject(new TypeError("ours")))).rejects.toThrow("ours");
});
