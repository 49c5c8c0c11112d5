import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { startReceiver } from "../testing/start-receiver.ts";
import { startTestSandbox } from "../testing/start-test-sandbox.ts";

const SECRET = "whsec_known_to_both";

async function startBoth(options: Parameters<typeof startTestSandbox>[0] = {}) {
  const receiver = await startReceiver();
  const test = await startTestSandbox({ webhooks: [{ url: receiver.url, secret: SECRET }], ...options });
  const types = () => receiver.received.map(({ event }) => event.type);
  const settle = () => test.control("POST", "/deliveries/settle");
  return { ...test, receiver, types, settle };
}

describe("a delivery", () => {
  test("is signed so that the SDK accepts it, and carries the event the API shows", async () => {
    const { stripe, receiver, settle } = await startBoth();
    const customer = await stripe.customers.create({ name: "Ada" }, { idempotencyKey: "key" });
    await settle();
    const [received] = receiver.received;
    const signature = `${received?.headers["stripe-signature"]}`;
    const event = stripe.webhooks.constructEvent(received?.body ?? "", signature, SECRET);
    expect(event).toMatchObject({
      type: "customer.created",
      api_version: "2026-10-28.endive",
      pending_webhooks: 1,
      request: { id: customer.lastResponse.requestId, idempotency_key: "key" },
      data: { object: { id: customer.id, name: "Ada" } },
    });
    expect(() => stripe.webhooks.constructEvent(received?.body ?? "", signature, "whsec_other")).toThrow(
      Stripe.errors.StripeSignatureVerificationError,
    );
    expect((await stripe.events.retrieve(event.id)).pending_webhooks).toBe(0);
  });

  test("of an update says what was there before", async () => {
    const { stripe, receiver, settle } = await startBoth();
    const { id } = await stripe.customers.create({ name: "Ada", metadata: { a: "1", b: "2" } });
    await stripe.customers.update(id, { name: "Bob", metadata: { a: "", c: "3" } });
    await stripe.customers.update(id, { name: "Bob" });
    await settle();
    expect(receiver.received.map(({ event }) => event.type)).toEqual(["customer.created", "customer.updated"]);
    expect(receiver.received[1]?.event.data).toMatchObject({
      previous_attributes: { name: "Ada", metadata: { a: "1", c: null } },
    });
  });

  test("is tried again, later each time, until it is taken", async () => {
    const { stripe, receiver, settle, control } = await startBoth({ deliveries: { retryAfterSeconds: [60, 600] } });
    receiver.status = 503;
    await stripe.customers.create({});
    await settle();
    expect(receiver.received).toHaveLength(1);
    await control("POST", "/clock", { advance_seconds: 59 });
    expect(receiver.received).toHaveLength(1);
    await control("POST", "/clock", { advance_seconds: 2 });
    expect(receiver.received).toHaveLength(2);
    const failing = await stripe.events.list({ delivery_success: false });
    expect(failing.data[0]?.pending_webhooks).toBe(1);
    receiver.status = 200;
    await control("POST", "/clock", { advance_seconds: 600 });
    expect(receiver.received).toHaveLength(3);
    expect((await stripe.events.list({ delivery_success: true })).data[0]?.id).toBe(failing.data[0]?.id);
  });

  test("that is never taken is given up, and can be sent again by its event's id", async () => {
    const { stripe, receiver, settle, control } = await startBoth({
      deliveries: { retryAfterSeconds: [], timeoutMilliseconds: 200 },
    });
    receiver.status = null;
    await stripe.customers.create({});
    await settle();
    const { data } = (await control("GET", "/deliveries")) as {
      data: { event: string; state: string; attempts: object[] }[];
    };
    expect(data).toMatchObject([{ state: "failed", attempts: [{ responseStatus: null, failure: "timed out" }] }]);
    receiver.status = 200;
    const sent = await control("POST", `/events/${data[0]?.event}/send`);
    expect(sent).toMatchObject({ data: [{ state: "delivered" }] });
  });

  test("reaches a receiver that was down when its event happened", async () => {
    const { stripe, receiver, settle, control } = await startBoth({ deliveries: { retryAfterSeconds: [60] } });
    await receiver.close();
    const { id } = await stripe.customers.create({});
    await settle();
    const risen = await startReceiver({ port: receiver.port });
    await control("POST", "/clock", { advance_seconds: 60 });
    expect(risen.received.map(({ event }) => event.data.object.id)).toEqual([id]);
  });
});

describe("on demand deliveries", () => {
  test("come twice", async () => {
    const { stripe, types, settle, control } = await startBoth();
    await control("POST", "/faults/deliveries", { mode: "duplicate", event_types: ["product.created"] });
    await stripe.customers.create({});
    await stripe.products.create({ name: "Tokens" });
    await settle();
    expect(types()).toEqual(["customer.created", "product.created", "product.created"]);
  });

  test("come in reverse order, as soon as all of the group are there", async () => {
    const { stripe, receiver, settle, control } = await startBoth();
    await control("POST", "/faults/deliveries", { mode: "reorder", next: 3 });
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) ids.push((await stripe.customers.create({})).id);
    await settle();
    const arrived = receiver.received.map(({ event }) => event.data.object.id);
    expect(arrived.filter((id) => id !== ids[3])).toEqual([ids[2], ids[1], ids[0]]);
    expect(arrived).toContain(ids[3]);
  });

  test("come late", async () => {
    const { stripe, types, settle, control } = await startBoth();
    await control("POST", "/faults/deliveries", { mode: "delay", delay_seconds: 300 });
    await stripe.customers.create({});
    await stripe.products.create({ name: "Tokens" });
    await settle();
    expect(types()).toEqual(["product.created"]);
    await control("POST", "/clock", { advance_seconds: 300 });
    expect(types()).toEqual(["product.created", "customer.created"]);
  });

  test("are lost, and the event is still there to be found and sent again", async () => {
    const { stripe, types, settle, control } = await startBoth();
    await control("POST", "/faults/deliveries", { mode: "drop" });
    await stripe.customers.create({});
    await settle();
    expect(types()).toEqual([]);
    const [event] = (await stripe.events.list()).data;
    expect(event?.pending_webhooks).toBe(1);
    await control("POST", `/events/${event?.id}/send`);
    expect(types()).toEqual(["customer.created"]);
  });
});

describe("an endpoint", () => {
  test("gets the types it asked for while it is enabled, and tells its secret once", async () => {
    const { stripe, settle } = await startBoth();
    const receiver = await startReceiver();
    const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ["product.created"] });
    expect(endpoint.secret).toMatch(/^whsec_/u);
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    await stripe.customers.create({});
    await stripe.products.create({ name: "Tokens" });
    await settle();
    const [received] = receiver.received;
    stripe.webhooks.constructEvent(
      received?.body ?? "",
      `${received?.headers["stripe-signature"]}`,
      endpoint.secret ?? "",
    );
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await stripe.products.create({ name: "Plan" });
    await settle();
    expect(receiver.received).toHaveLength(1);
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
  });

  test("asks for types of event there are, or is refused", async () => {
    const { stripe } = await startTestSandbox();
    const create = (enabled_events: string[], url = "http://127.0.0.1:1") =>
      stripe.webhookEndpoints.create({
        url,
        enabled_events: enabled_events as Stripe.WebhookEndpointCreateParams.EnabledEvent[],
      });
    await expect(create(["customer.exploded"])).rejects.toMatchObject({ param: "enabled_events[0]" });
    await expect(create(["*", "customer.created"])).rejects.toMatchObject({ param: "enabled_events" });
    await expect(create(["*"], "not an address")).rejects.toMatchObject({ param: "url" });
  });

  test("whose secret is rolled is signed for with both until the old one ends", async () => {
    const { stripe, receiver, settle, control } = await startBoth();
    const [endpoint] = (await stripe.webhookEndpoints.list()).data;
    const rolled = await control("POST", `/webhook_endpoints/${endpoint?.id}/roll_secret`, {
      expires_in_seconds: 3600,
    });
    const accepted = () => {
      const received = receiver.received.at(-1);
      return [SECRET, `${rolled["secret"]}`].map((secret) => {
        try {
          return stripe.webhooks.constructEvent(
            received?.body ?? "",
            `${received?.headers["stripe-signature"]}`,
            secret,
          ).type;
        } catch {
          return "refused";
        }
      });
    };
    await stripe.customers.create({});
    await settle();
    expect(accepted()).toEqual(["customer.created", "customer.created"]);
    await control("POST", "/clock", { advance_seconds: 3601 });
    await stripe.customers.create({});
    await settle();
    expect(accepted()).toEqual(["refused", "customer.created"]);
  });
});

test("events are listed by type, types and time for 30 days", async () => {
  const { stripe, control } = await startTestSandbox();
  await stripe.customers.create({});
  await control("POST", "/clock", { advance_seconds: 86_400 });
  await stripe.products.create({ name: "Tokens" });
  const listed = async (asked: Stripe.EventListParams) =>
    (await stripe.events.list(asked)).data.map(({ type }) => type);
  expect(await listed({})).toEqual(["product.created", "customer.created"]);
  expect(await listed({ type: "customer.created" })).toEqual(["customer.created"]);
  expect(await listed({ type: "product.*" })).toEqual(["product.created"]);
  expect(await listed({ types: ["product.created", "price.created"] })).toEqual(["product.created"]);
  await control("POST", "/clock", { advance_seconds: 29 * 86_400 });
  expect(await listed({})).toEqual(["product.created"]);
});
