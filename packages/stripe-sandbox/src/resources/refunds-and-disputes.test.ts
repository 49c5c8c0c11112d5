import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { refusalOf, useSandbox } from "../testing/sandbox-client.ts";

const client = useSandbox();

const pay = (method: string) =>
  client.stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    confirm: true,
    payment_method: method,
    allowed_payment_method_types: ["card"],
  });

async function typesAfter(act: () => Promise<unknown>): Promise<string[]> {
  const before = (await client.events()).length;
  await act();
  return (await client.events()).slice(before).map((event) => event.type);
}

describe("refunds", () => {
  test("in parts until nothing is left, and never more", async () => {
    const { id, latest_charge: charge } = await pay("pm_card_visa");
    const first = await client.stripe.refunds.create({
      payment_intent: id,
      amount: 500,
      reason: "requested_by_customer",
    });
    expect(first).toMatchObject({ status: "succeeded", amount: 500, charge, payment_intent: id });
    const tooMuch = await refusalOf(client.stripe.refunds.create({ payment_intent: id, amount: 1501 }));
    expect(tooMuch).toMatchObject({
      code: "amount_too_large",
      message: "Refund amount ($15.01) is greater than unrefunded amount on charge ($15.00)",
    });
    await client.stripe.refunds.create({ charge: String(charge) });
    const done = await client.stripe.charges.retrieve(String(charge), { expand: ["refunds"] });
    expect(done).toMatchObject({ amount_refunded: 2000, refunded: true });
    expect(done.refunds?.data.map((refund) => refund.amount)).toEqual([1500, 500]);
    const again = await refusalOf(client.stripe.refunds.create({ payment_intent: id }));
    expect(again).toMatchObject({ code: "charge_already_refunded", statusCode: 400 });
  });

  test("tell about themselves and about their charge", async () => {
    const { id } = await pay("pm_card_visa");
    const created = await typesAfter(() => client.stripe.refunds.create({ payment_intent: id }));
    expect(created).toEqual(["refund.created", "charge.refunded"]);
    const [refund] = (await client.stripe.refunds.list({ payment_intent: id })).data;
    const changed = await typesAfter(() =>
      client.stripe.refunds.update(String(refund?.id), { metadata: { why: "asked" } }),
    );
    expect(changed).toEqual(["refund.updated", "charge.refund.updated"]);
  });

  test("may stay pending and then arrive", async () => {
    const { id } = await pay("pm_card_pendingRefund");
    const refund = await client.stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe("pending");
    expect(await typesAfter(() => client.advance(61))).toEqual(expect.arrayContaining(["refund.updated"]));
    expect((await client.stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
  });

  test("may seem to succeed and fail later, and the money is ours again", async () => {
    const { id, latest_charge: charge } = await pay("pm_card_refundFail");
    const refund = await client.stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe("succeeded");
    expect(await typesAfter(() => client.advance(61))).toEqual(expect.arrayContaining(["refund.failed"]));
    const failed = await client.stripe.refunds.retrieve(refund.id, { expand: ["failure_balance_transaction"] });
    expect(failed).toMatchObject({
      status: "failed",
      failure_reason: "expired_or_canceled_card",
      failure_balance_transaction: { amount: 2000, type: "refund_failure" },
    });
    expect(await client.stripe.charges.retrieve(String(charge))).toMatchObject({ amount_refunded: 0, refunded: false });
  });

  test("can be canceled while they are pending", async () => {
    const { id } = await pay("pm_card_pendingRefund");
    const refund = await client.stripe.refunds.create({ payment_intent: id });
    expect(await client.stripe.refunds.cancel(refund.id)).toMatchObject({ status: "canceled" });
    expect(await refusalOf(client.stripe.refunds.cancel(refund.id))).toMatchObject({ statusCode: 400 });
  });
});

describe("disputes", () => {
  const disputeOf = async (intent: Stripe.PaymentIntent) => {
    const { data } = await client.stripe.disputes.list({ payment_intent: intent.id });
    if (data[0] === undefined) throw new Error("no dispute");
    return data[0];
  };

  test("a chargeback takes amount and fee at once, and the charge can no longer be refunded", async () => {
    const types = await typesAfter(() => pay("pm_card_createDispute"));
    expect(types).toEqual(expect.arrayContaining(["charge.dispute.created", "charge.dispute.funds_withdrawn"]));
    const intent = await pay("pm_card_createDispute");
    const dispute = await disputeOf(intent);
    expect(dispute).toMatchObject({
      status: "needs_response",
      reason: "fraudulent",
      amount: 2000,
      is_charge_refundable: false,
    });
    expect(dispute.balance_transactions).toMatchObject([
      { amount: -2000, fee: 1500, net: -3500, reporting_category: "dispute" },
    ]);
    const refusal = await refusalOf(client.stripe.refunds.create({ payment_intent: intent.id }));
    expect(refusal).toMatchObject({ code: "charge_disputed" });
  });

  test("winning evidence gives all of it back", async () => {
    const dispute = await disputeOf(await pay("pm_card_createDisputeProductNotReceived"));
    const types = await typesAfter(() =>
      client.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence" }, submit: true }),
    );
    expect(types).toEqual(["charge.dispute.updated", "charge.dispute.funds_reinstated", "charge.dispute.closed"]);
    const won = await client.stripe.disputes.retrieve(dispute.id);
    expect(won.status).toBe("won");
    expect(won.balance_transactions.map((each) => each.net)).toEqual([-3500, 3500]);
  });

  test("losing evidence, closing and silence lose it", async () => {
    const answered = await disputeOf(await pay("pm_card_createDispute"));
    const lost = await client.stripe.disputes.update(answered.id, {
      evidence: { uncategorized_text: "losing_evidence" },
    });
    expect(lost.status).toBe("lost");
    const closed = await client.stripe.disputes.close((await disputeOf(await pay("pm_card_createDispute"))).id);
    expect(closed.status).toBe("lost");
    const silent = await disputeOf(await pay("pm_card_createDispute"));
    await client.advance(10 * 24 * 3600);
    expect((await client.stripe.disputes.retrieve(silent.id)).status).toBe("lost");
  });

  test("evidence can be kept back, and what was submitted is final", async () => {
    const dispute = await disputeOf(await pay("pm_card_createDispute"));
    const staged = await client.stripe.disputes.update(dispute.id, {
      evidence: { product_description: "tokens" },
      submit: false,
    });
    expect(staged).toMatchObject({
      status: "needs_response",
      evidence_details: { has_evidence: true, submission_count: 0 },
    });
    const submitted = await client.stripe.disputes.update(dispute.id, { submit: true });
    expect(submitted).toMatchObject({ status: "under_review", evidence_details: { submission_count: 1 } });
    expect(
      await refusalOf(client.stripe.disputes.update(dispute.id, { evidence: { customer_name: "x" } })),
    ).toMatchObject({
      statusCode: 400,
    });
  });

  test("an inquiry moves no money and may be refunded", async () => {
    const intent = await pay("pm_card_createDisputeInquiry");
    const dispute = await disputeOf(intent);
    expect(dispute).toMatchObject({
      status: "warning_needs_response",
      balance_transactions: [],
      is_charge_refundable: true,
    });
    expect((await client.stripe.refunds.create({ payment_intent: intent.id })).status).toBe("succeeded");
    expect((await client.stripe.disputes.close(dispute.id)).status).toBe("warning_closed");
  });
});

test("the balance is the sum of what moved", async () => {
  const before = await client.stripe.balance.retrieve();
  const usd = (balance: Stripe.Balance, where: "available" | "pending") =>
    balance[where].find((each) => each.currency === "usd")?.amount ?? 0;
  await pay("pm_card_visa");
  await pay("pm_card_bypassPending");
  const after = await client.stripe.balance.retrieve();
  expect(usd(after, "pending") - usd(before, "pending")).toBe(1912);
  expect(usd(after, "available") - usd(before, "available")).toBe(1912);
  await client.advance(2 * 24 * 3600 + 1);
  const settled = await client.stripe.balance.retrieve();
  expect(usd(settled, "pending")).toBe(0);
});
