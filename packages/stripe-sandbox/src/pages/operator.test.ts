import { expect, test } from "vitest";
import { useSandbox } from "../testing/sandbox-client.ts";

const client = useSandbox();

const page = async (path: string) => (await fetch(`${client.sandbox.url}${path}`)).text();
const submit = (path: string, fields: Record<string, string> = {}) =>
  fetch(`${client.sandbox.url}${path}`, { method: "POST", body: new URLSearchParams(fields) });

test("objects, events and deliveries can be looked at, and an event sent again", async () => {
  const endpoint = await client.stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/", enabled_events: ["*"] });
  const customer = await client.stripe.customers.create({ name: "<b>Ada</b>" });
  expect(await page("/_sandbox")).toContain("/_sandbox/pages/objects/customers");
  const objects = await page("/_sandbox/pages/objects/customers");
  expect(objects).toContain(customer.id);
  expect(objects).not.toContain("<b>Ada</b>");
  const [event] = await client.events();
  expect(await page("/_sandbox/pages/events?type=customer.")).toContain(String(event?.id));
  const again = await submit(`/_sandbox/pages/events/${event?.id}/send`);
  expect(await again.text()).toContain("is on its way again");
  const deliveries = await page("/_sandbox/pages/deliveries");
  expect(deliveries.split("customer.created").length).toBeGreaterThan(2);
  expect(deliveries).toContain(endpoint.url);
});

test("faults are switched on and off", async () => {
  await submit("/_sandbox/pages/faults/requests", { kind: "error", when: "before", next: "1" });
  await submit("/_sandbox/pages/faults/deliveries", { mode: "drop", next: "3" });
  const on = await page("/_sandbox/pages/faults");
  expect(on).toContain("an error 500, before the effect");
  expect(on).toContain("The next 3 deliveries: never sent");
  await expect(client.stripe.customers.list()).rejects.toThrow();
  await submit("/_sandbox/pages/faults/clear");
  expect(await page("/_sandbox/pages/faults")).toContain("all requests and deliveries go right");
});

test("a paid charge can be disputed later, once", async () => {
  const intent = await client.stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    confirm: true,
    payment_method: "pm_card_visa",
    allowed_payment_method_types: ["card"],
  });
  const path = `/_sandbox/charges/${intent.latest_charge}/dispute`;
  expect(await (await submit(path, { kind: "product_not_received" })).json()).toMatchObject({
    object: "dispute",
    reason: "product_not_received",
    status: "needs_response",
  });
  expect((await submit(path)).status).toBe(400);
});
