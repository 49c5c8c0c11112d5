import type Stripe from "stripe";
import { expect, test } from "vitest";
import { day, seconds, startBillingScene } from "../testing/billing-scene.ts";

/**
 * One customer's year from the official client's side, with every amount worked out beside it.
 *
 * Sources: periods https://docs.stripe.com/billing/subscriptions/billing-cycle · prorations
 * https://docs.stripe.com/billing/subscriptions/prorations · an hour as a draft https://docs.stripe.com/billing/invoices/subscription
 * · retries https://docs.stripe.com/billing/revenue-recovery/smart-retries · phases
 * https://docs.stripe.com/billing/subscriptions/subscription-schedules · coupons https://docs.stripe.com/billing/subscriptions/coupons
 * · disputes https://docs.stripe.com/disputes/how-disputes-work
 */
test("a scripted year", { timeout: 60_000 }, async () => {
  const scene = await startBillingScene({ at: "2026-01-31T12:00:00Z" });
  const { stripe, customer, advance, useCard, eventTypes } = scene;
  const [starter, pro] = [await scene.price(3000), await scene.price(9000)];
  const latest = async (): Promise<Stripe.Invoice> => {
    const [invoice] = (await stripe.invoices.list({ subscription: id, limit: 1 })).data;
    if (invoice === undefined) throw new Error("no invoice");
    return invoice;
  };
  const chargeOf = async (invoice: Stripe.Invoice): Promise<string> => {
    const [payment] = (
      await stripe.invoicePayments.list({
        invoice: invoice.id,
        status: "paid",
        expand: ["data.payment.payment_intent"],
      })
    ).data;
    const intent = payment?.payment.payment_intent;
    return typeof intent === "object" ? `${intent.latest_charge}` : "";
  };

  // 31 January: the anchor is the 31st. 30.00 USD at once.
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price: starter }] });
  const { id } = subscription;
  const item = subscription.items.data[0]?.id ?? "";
  expect(subscription.status).toBe("active");
  expect(await latest()).toMatchObject({ total: 3000, status: "paid" });

  // 28 February is the last day there is: 30.00 USD, a draft for an hour.
  await advance("2026-02-28T12:30:00Z");
  expect(await latest()).toMatchObject({ status: "draft", total: 3000 });
  await advance("2026-02-28T13:00:00Z");
  expect(await latest()).toMatchObject({ status: "paid", total: 3000 });

  // 15 March, 12:00: 16 of the 31 days from 28 February to 31 March are left, upgraded and invoiced now.
  //   credit 30.00 × 16/31 = 15.483… → -15.48; charge 90.00 × 16/31 = 46.451… → 46.45; together 30.97.
  await advance("2026-03-15T12:00:00Z");
  await stripe.subscriptions.update(id, { items: [{ id: item, price: pro }], proration_behavior: "always_invoice" });
  const upgrade = await latest();
  expect(upgrade.lines.data.map((line) => line.amount)).toEqual([-1548, 4645]);
  expect(upgrade).toMatchObject({ total: 3097, status: "paid", billing_reason: "subscription_update" });

  // 31 March: the card fails. Past due, tried again after 1, 3 and 5 days of our schedule; a new card pays on 4 April.
  await useCard("pm_card_chargeCustomerFail");
  await advance("2026-03-31T13:00:00Z");
  const failed = await latest();
  expect(failed).toMatchObject({ status: "open", total: 9000, attempt_count: 1 });
  expect(day(failed.next_payment_attempt)).toBe("2026-04-01");
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("past_due");
  await advance("2026-04-03T14:00:00Z");
  expect(await stripe.invoices.retrieve(failed.id)).toMatchObject({ status: "open", attempt_count: 3 });
  await advance("2026-04-04T09:00:00Z");
  await useCard("pm_card_visa");
  expect(await stripe.invoices.pay(failed.id)).toMatchObject({ status: "paid", amount_paid: 9000, attempt_count: 4 });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");

  // A downgrade by schedule: 90.00 USD until 30 April, 30.00 USD from then on, without prorations.
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
  const [running] = schedule.phases;
  await stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: "release",
    phases: [
      { start_date: running?.start_date ?? 0, end_date: running?.end_date ?? 0, items: [{ price: pro, quantity: 1 }] },
      { items: [{ price: starter, quantity: 1 }], duration: { interval: "month" } },
    ],
  });
  expect((await stripe.subscriptions.retrieve(id)).schedule).toBe(schedule.id);
  await advance("2026-04-30T13:00:00Z");
  expect(await latest()).toMatchObject({ total: 3000, status: "paid" });
  expect((await latest()).lines.data.map((line) => line.amount)).toEqual([3000]);
  await advance("2026-05-31T13:00:00Z");
  expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe("released");
  expect((await stripe.subscriptions.retrieve(id)).schedule).toBeNull();
  expect(await latest()).toMatchObject({ total: 3000, status: "paid" });

  // A coupon of 25 per cent for three months: 30.00 - 7.50 = 22.50 on 30 June, 31 July and 31 August, then 30.00 again.
  await advance("2026-06-10T00:00:00Z");
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: "repeating", duration_in_months: 3 });
  await stripe.subscriptions.update(id, { discounts: [{ coupon: coupon.id }] });
  const totals: [string | null, number, number][] = [];
  for (const renewal of ["2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"]) {
    await advance(`${renewal}T13:00:00Z`);
    const { created, total, total_discount_amounts: discounts } = await latest();
    totals.push([day(created), total, discounts?.[0]?.amount ?? 0]);
  }
  expect(totals).toEqual([
    ["2026-06-30", 2250, 750],
    ["2026-07-31", 2250, 750],
    ["2026-08-31", 2250, 750],
    ["2026-09-30", 3000, 0],
  ]);

  // A partial refund of 10.00 of September's 30.00 USD; the invoice stays paid.
  const charge = await chargeOf(await latest());
  const refund = await stripe.refunds.create({ charge, amount: 1000 });
  expect(refund).toMatchObject({ amount: 1000, status: "succeeded" });
  expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 1000, refunded: false });
  expect((await latest()).status).toBe("paid");

  // 31 October is paid with a card whose owner disputes it; the dispute is lost and 30.00 USD stay away.
  await useCard("pm_card_createDispute");
  await advance("2026-10-31T13:00:00Z");
  const disputed = await chargeOf(await latest());
  const [dispute] = (await stripe.disputes.list({ charge: disputed })).data;
  expect(dispute).toMatchObject({ amount: 3000, status: "needs_response" });
  await stripe.disputes.close(dispute?.id ?? "");
  expect((await stripe.disputes.retrieve(dispute?.id ?? "")).status).toBe("lost");
  expect((await latest()).status).toBe("paid");

  // Canceled at the end of the period: 30 November bills nothing more.
  await useCard("pm_card_visa");
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  const before = (await stripe.invoices.list({ subscription: id, limit: 100 })).data.length;
  await advance("2026-11-30T12:00:00Z");
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "canceled",
    ended_at: seconds("2026-11-30T12:00:00Z"),
    cancellation_details: { reason: "cancellation_requested" },
  });
  const invoices = (await stripe.invoices.list({ subscription: id, limit: 100 })).data;
  expect(invoices).toHaveLength(before);

  // 30 + 30 + 30.97 + 90 + 30 + 30 + 3 × 22.50 + 30 + 30 = 368.47 USD, all of it paid.
  expect(invoices.reduce((sum, invoice) => sum + invoice.amount_paid, 0)).toBe(36_847);
  expect(invoices.every((invoice) => invoice.status === "paid")).toBe(true);

  const types = await eventTypes();
  const counts = (type: string) => types.filter((each) => each === type).length;
  expect({
    created: counts("invoice.created"),
    finalized: counts("invoice.finalized"),
    paid: counts("invoice.paid"),
    succeeded: counts("invoice.payment_succeeded"),
    failed: counts("invoice.payment_failed"),
  }).toEqual({ created: 11, finalized: 11, paid: 11, succeeded: 11, failed: 3 });
  for (const type of [
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "subscription_schedule.created",
    "subscription_schedule.updated",
    "subscription_schedule.released",
    "customer.discount.created",
    "invoiceitem.created",
    "invoice.upcoming",
    "invoice_payment.paid",
    "charge.refunded",
    "charge.dispute.created",
    "charge.dispute.closed",
  ]) {
    expect(types).toContain(type);
  }
});
