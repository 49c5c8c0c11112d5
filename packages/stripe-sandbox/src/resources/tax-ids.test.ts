import { expect, test } from "vitest";
import { startBillingScene } from "../testing/billing-scene.ts";
import { refusalOf } from "../testing/sandbox-client.ts";

const NEW_YEAR = "2027-01-01T00:00:00Z";

test("a tax id and an address are on every invoice from then on, previews included, and not on those before", async () => {
  const { stripe, customer, price } = await startBillingScene({ at: NEW_YEAR });
  const items = [{ price: await price(1000) }];
  const first = await stripe.subscriptions.create({ customer, items });
  await stripe.customers.createTaxId(customer, { type: "eu_vat", value: "DE123456789" });
  await stripe.customers.update(customer, { address: { line1: "Hafen 1", city: "Kiel", country: "DE" } });
  const preview = await stripe.invoices.createPreview({ customer, subscription_details: { items } });
  const second = await stripe.subscriptions.create({ customer, items });
  const after = await stripe.invoices.retrieve(`${second.latest_invoice}`);
  for (const invoice of [preview, after]) {
    expect(invoice.customer_tax_ids).toEqual([{ type: "eu_vat", value: "DE123456789" }]);
    expect(invoice.customer_address).toMatchObject({ line1: "Hafen 1", city: "Kiel", country: "DE" });
  }
  expect((await stripe.invoices.retrieve(`${first.latest_invoice}`)).customer_tax_ids).toEqual([]);
  expect(await (await fetch(`${after.hosted_invoice_url}`)).text()).toContain("Hafen 1, Kiel, DE, Tax ID DE123456789");
});

test("a tax id is listed until it is deleted, and only under its customer", async () => {
  const { stripe, customer } = await startBillingScene({ at: NEW_YEAR });
  const { id: stranger } = await stripe.customers.create({});
  const made = await stripe.customers.createTaxId(customer, { type: "eu_vat", value: "EL123456789" });
  expect(made).toMatchObject({ country: "GR", customer, verification: { status: "pending" } });
  expect((await stripe.customers.listTaxIds(customer)).data).toEqual([made]);
  expect((await stripe.customers.listTaxIds(stranger)).data).toEqual([]);
  expect((await refusalOf(stripe.customers.deleteTaxId(stranger, made.id))).code).toBe("resource_missing");
  expect(await stripe.customers.deleteTaxId(customer, made.id)).toMatchObject({ deleted: true });
  expect((await stripe.customers.listTaxIds(customer)).data).toEqual([]);
  const types = (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(["customer.tax_id.created", "customer.tax_id.deleted"]));
});

test("what is not written like a tax id of its kind is refused", async () => {
  const { stripe, customer } = await startBillingScene({ at: NEW_YEAR });
  for (const [type, value] of [
    ["eu_vat", "123"],
    ["us_ein", "123456789"],
    ["gb_vat", "DE123456789"],
  ] as const) {
    expect((await refusalOf(stripe.customers.createTaxId(customer, { type, value }))).code).toBe("tax_id_invalid");
  }
});
