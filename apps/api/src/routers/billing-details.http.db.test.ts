import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "./testing/shop.ts";

type Details = {
  name: string | null;
  email: string | null;
  address: object | null;
  taxId: { value: string; status: string } | null;
};

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

const ADDRESS = { line1: "Hafen 1", line2: null, postalCode: "24103", city: "Kiel", state: null, country: "DE" };
const WHOLE = { name: "Harbour GmbH", email: "books@harbour.example", address: ADDRESS, taxId: "de 123 456 789" };

test("what is written on invoices is kept by the provider, whole, and read back", async () => {
  const business = await shop.newBusiness();
  const first = await business.get<Details>("/billing-details");
  expect(first.body).toMatchObject({ email: null, address: null, taxId: null });
  const set = await business.post<Details>("PUT /billing-details", WHOLE, null);
  const wanted = { ...WHOLE, taxId: { value: "DE123456789", status: "pending" } };
  expect(set.body).toEqual(wanted);
  expect((await business.get<Details>("/billing-details")).body).toEqual(wanted);

  const again = await business.post<Details>("PUT /billing-details", { ...WHOLE, taxId: "DE999999999" }, null);
  expect(again.body.taxId?.value).toBe("DE999999999");
  const none = await business.post<Details>(
    "PUT /billing-details",
    { name: " ", email: null, address: null, taxId: "" },
    null,
  );
  expect(none.body).toEqual({ name: null, email: null, address: null, taxId: null });
});

test("a preview and the invoices after it are made out to what was set", async () => {
  const business = await shop.newBusiness();
  await business.post("PUT /billing-details", WHOLE, null);
  await shop.saveCard(business);
  const { body } = await business.post<{ checkoutUrl?: string }>("/subscribe", { plan: "pro" });
  await shop.pay(body.checkoutUrl ?? "");
  await shop.settle();
  const { data } = await shop.product.provider.stripe.invoices.list({ limit: 100 });
  const invoice = data.find(({ customer_name }) => customer_name === "Harbour GmbH");
  expect(invoice).toMatchObject({
    customer_address: { line1: "Hafen 1", city: "Kiel", country: "DE" },
    customer_tax_ids: [{ type: "eu_vat", value: "DE123456789" }],
  });
  const number = invoice?.number ?? "";
  const found = await business.get<{ items: { type: string }[] }>(`/transactions?q=${number.toLowerCase()}`);
  expect(found.body.items.map(({ type }) => type)).toEqual(["plan"]);
});

test("each value that is wrong is named by its path, and nothing of the rest is written", async () => {
  const business = await shop.newBusiness();
  await business.post("PUT /billing-details", WHOLE, null);
  const wrong: [object, string][] = [
    [{ email: "nobody" }, "email"],
    [{ address: { ...ADDRESS, country: "ZZ" } }, "address.country"],
    [{ address: { ...ADDRESS, line1: " " } }, "address.line1"],
    [{ address: { ...ADDRESS, city: "x".repeat(101) } }, "address.city"],
    [{ taxId: "FR12345678901" }, "taxId"],
    [{ address: null }, "address"],
    [{ address: { ...ADDRESS, country: "KE" }, taxId: "P051234567X" }, "taxId"],
    [{ name: "x".repeat(151) }, "name"],
  ];
  for (const [patch, path] of wrong) {
    const answer = await business.post("PUT /billing-details", { ...WHOLE, name: "Another", ...patch }, null);
    expect([answer.status, answer.error?.fields?.map((field) => field.path)], path).toEqual([400, [path]]);
  }
  expect((await business.get<Details>("/billing-details")).body.name).toBe("Harbour GmbH");
});
