import { describe, expect, test } from "vitest";
import { startTestSandbox } from "../testing/start-test-sandbox.ts";

describe("lists", () => {
  test("a list is walked through by the SDK, newest first, each once", async () => {
    const { stripe } = await startTestSandbox();
    const made: string[] = [];
    for (let count = 0; count < 25; count += 1) made.push((await stripe.customers.create({})).id);
    const seen: string[] = [];
    for await (const customer of stripe.customers.list({ limit: 7 })) seen.push(customer.id);
    expect(seen).toEqual([...made].reverse());
    const first = await stripe.customers.list();
    expect([first.data.length, first.has_more, first.url]).toEqual([10, true, "/v1/customers"]);
    const back = await stripe.customers.list({ ending_before: made[0] ?? "", limit: 3 });
    expect(back.data.map(({ id }) => id)).toEqual([made[3], made[2], made[1]]);
  });

  test("a limit beyond 100, both cursors, and a cursor that is not there are refused", async () => {
    const { stripe } = await startTestSandbox();
    const { id } = await stripe.customers.create({});
    for (const asked of [
      { limit: 0 },
      { limit: 101 },
      { starting_after: id, ending_before: id },
      { starting_after: "cus_none" },
    ]) {
      await expect(stripe.customers.list(asked)).rejects.toMatchObject({ statusCode: 400 });
    }
  });

  test("a list is filtered by time: exactly, and by bounds", async () => {
    const { stripe, control } = await startTestSandbox();
    const early = await stripe.customers.create({});
    await control("POST", "/clock", { advance_seconds: 100 });
    const late = await stripe.customers.create({});
    const ids = async (created: { gt?: number; lte?: number } | number) =>
      (await stripe.customers.list({ created })).data.map(({ id }) => id);
    expect(await ids(early.created)).toEqual([early.id]);
    expect(await ids({ gt: early.created })).toEqual([late.id]);
    expect(await ids({ lte: early.created })).toEqual([early.id]);
  });
});

describe("expansion", () => {
  test("references are filled in, in lists too, and what cannot be is refused by name", async () => {
    const { stripe } = await startTestSandbox();
    const product = await stripe.products.create({
      name: "Tokens",
      default_price_data: { currency: "usd", unit_amount: 500 },
      expand: ["default_price.product.default_price"],
    });
    expect(product.default_price).toMatchObject({
      object: "price",
      product: { name: "Tokens", default_price: { unit_amount: 500 } },
    });
    const listed = await stripe.products.list({ expand: ["data.default_price"] });
    expect(listed.data[0]?.default_price).toMatchObject({ unit_amount: 500 });
    for (const path of [
      "name",
      "nothing",
      "data.default_price",
      "default_price.currency",
      "default_price.product.metadata",
    ]) {
      await expect(stripe.products.retrieve(product.id, { expand: [path] })).rejects.toMatchObject({
        statusCode: 400,
        message: expect.stringContaining(`cannot be expanded (${path})`),
      });
    }
    const tooDeep = "default_price.product.default_price.product.default_price";
    await expect(stripe.products.retrieve(product.id, { expand: [tooDeep] })).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  test("a change whose answer cannot be expanded is not made", async () => {
    const { stripe } = await startTestSandbox();
    await expect(stripe.customers.create({ expand: ["nothing"] })).rejects.toMatchObject({ statusCode: 400 });
    expect((await stripe.customers.list()).data).toEqual([]);
    expect((await stripe.events.list()).data).toEqual([]);
  });
});

describe("metadata", () => {
  test("keys are merged, an empty value deletes its key, an empty text all of them", async () => {
    const { stripe } = await startTestSandbox();
    const { id } = await stripe.customers.create({ metadata: { one: "1", two: "2" } });
    expect((await stripe.customers.update(id, { metadata: { two: "", three: 3 } })).metadata).toEqual({
      one: "1",
      three: "3",
    });
    expect((await stripe.customers.update(id, { metadata: "" })).metadata).toEqual({});
  });

  test("50 keys of 40 characters with values of 500 are kept, one more of each is refused", async () => {
    const { stripe } = await startTestSandbox();
    const full = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`${at}`.padStart(40, "k"), "v".repeat(500)]),
    );
    const { id } = await stripe.customers.create({ metadata: full });
    for (const metadata of [
      { more: "1" },
      { ["k".repeat(41)]: "1" },
      { [`${0}`.padStart(40, "k")]: "v".repeat(501) },
    ]) {
      await expect(stripe.customers.update(id, { metadata })).rejects.toMatchObject({
        statusCode: 400,
        param: "metadata",
      });
    }
  });
});
