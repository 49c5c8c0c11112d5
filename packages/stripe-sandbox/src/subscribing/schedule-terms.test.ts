import { expect, test } from "vitest";
import { seconds, startBillingScene } from "../testing/billing-scene.ts";
import { refusalOf } from "../testing/sandbox-client.ts";

test("a phase's way of collecting, its description and its items' metadata are the subscription's", async () => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: "2026-01-31T12:00:00Z" });
  const [basic, larger] = [await price(1000), await price(3000)];
  const month = { interval: "month" as const, interval_count: 1 };
  const schedule = await stripe.subscriptionSchedules.create({
    customer,
    start_date: "now",
    default_settings: { collection_method: "send_invoice", invoice_settings: { days_until_due: 7 } },
    phases: [
      { items: [{ price: basic, quantity: 1, metadata: { seat: "a" } }], duration: month, description: "First" },
      {
        items: [{ price: larger, quantity: 2, metadata: { seat: "b" } }],
        duration: month,
        collection_method: "charge_automatically",
        billing_cycle_anchor: "phase_start",
      },
    ],
  });
  const id = `${schedule.subscription}`;
  const first = await stripe.subscriptions.retrieve(id);
  expect(first).toMatchObject({ collection_method: "send_invoice", days_until_due: 7, description: "First" });
  expect(first.items.data[0]?.metadata).toEqual({ seat: "a" });
  await advance("2026-02-28T14:00:00Z");
  const second = await stripe.subscriptions.retrieve(id);
  expect(second).toMatchObject({ collection_method: "charge_automatically", days_until_due: null });
  expect(second.items.data[0]).toMatchObject({ metadata: { seat: "b" }, quantity: 2 });
  // Anchored anew on the 28th, the next period ends on the 28th and no longer on the 31st.
  expect(second.billing_cycle_anchor).toBe(seconds("2026-02-28T12:00:00Z"));
  expect(second.items.data[0]?.current_period_end).toBe(seconds("2026-03-28T12:00:00Z"));
});

test("changing the phase that runs changes the subscription at once, with the prorations asked for", async () => {
  const { stripe, customer, price, advance } = await startBillingScene({ at: "2026-04-01T00:00:00Z" });
  const [basic, larger] = [await price(1000), await price(3000)];
  const created = await stripe.subscriptionSchedules.create({
    customer,
    start_date: "now",
    phases: [{ items: [{ price: basic, quantity: 1 }], duration: { interval: "month", interval_count: 1 } }],
  });
  await advance("2026-04-16T00:00:00Z");
  const [phase] = created.phases;
  await stripe.subscriptionSchedules.update(created.id, {
    proration_behavior: "always_invoice",
    phases: [
      {
        start_date: phase?.start_date ?? 0,
        end_date: phase?.end_date ?? 0,
        items: [{ price: larger, quantity: 1 }],
      },
    ],
  });
  const subscription = await stripe.subscriptions.retrieve(`${created.subscription}`, { expand: ["latest_invoice"] });
  expect(subscription.items.data[0]?.price.id).toBe(larger);
  // Half of April is left: 15.00 for the rest of it at 30.00, less 5.00 of the 10.00 that was paid.
  expect(subscription.latest_invoice).toMatchObject({ total: 1000, billing_reason: "subscription_update" });
});

test("a trial in a later phase is refused, for it would not begin", async () => {
  const { stripe, customer, price } = await startBillingScene({ at: "2026-04-01T00:00:00Z" });
  const items = [{ price: await price(1000), quantity: 1 }];
  const duration = { interval: "month" as const, interval_count: 1 };
  const phases = [
    { items, duration },
    { items, duration, trial: true },
  ];
  const refusal = await refusalOf(stripe.subscriptionSchedules.create({ customer, start_date: "now", phases }));
  expect(refusal.param).toBe("phases[1][trial]");
});
