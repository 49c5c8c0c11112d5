import { describe, expect, test } from "vitest";
import { startTestSandbox } from "../testing/start-test-sandbox.ts";

const asked = (key: string | null, more: { [name: string]: string } = {}) => ({
  headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...more },
});

describe("who asks", () => {
  test("a request without a key, or with a wrong one, is answered 401 in Stripe's envelope", async () => {
    const { sandbox } = await startTestSandbox();
    for (const [key, message] of [
      [null, /^You did not provide an API key/u],
      ["sk_live_abcdefgh1234", /^Invalid API Key provided: sk_live_\*+1234$/u],
      ["nonsense", /^Invalid API Key provided: \*+ense$/u],
      ["pk_test_abcdefgh", /publishable API key/u],
    ] as const) {
      const response = await fetch(`${sandbox.url}/v1/customers`, asked(key));
      const { error } = (await response.json()) as {
        error: { type: string; message: string; request_log_url: string };
      };
      expect(response.status).toBe(401);
      expect(error.type).toBe("invalid_request_error");
      expect(error.message).toMatch(message);
    }
  });

  test("the key may be the user of basic authentication, and a list of keys lets no other in", async () => {
    const { sandbox } = await startTestSandbox({ secretKeys: ["sk_test_only_this"] });
    const basic = (user: string) => ({
      headers: { authorization: `Basic ${Buffer.from(`${user}:`).toString("base64")}` },
    });
    expect((await fetch(`${sandbox.url}/v1/customers`, basic("sk_test_only_this"))).status).toBe(200);
    expect((await fetch(`${sandbox.url}/v1/customers`, basic("sk_test_another"))).status).toBe(401);
  });

  test("a version that cannot be one is refused, another is answered at the pinned one", async () => {
    const { sandbox } = await startTestSandbox();
    const url = `${sandbox.url}/v1/customers`;
    expect((await fetch(url, asked("sk_test_abcdef", { "stripe-version": "yesterday" }))).status).toBe(400);
    const other = await fetch(url, asked("sk_test_abcdef", { "stripe-version": "2024-06-20" }));
    expect([other.status, other.headers.get("stripe-version")]).toEqual([200, "2026-10-28.endive"]);
  });

  test("a request for a connected account is refused, not answered for this one", async () => {
    const { stripe } = await startTestSandbox();
    await expect(stripe.customers.list({}, { stripeAccount: "acct_1" })).rejects.toMatchObject({ statusCode: 403 });
  });
});

describe("what is refused", () => {
  test("an unknown address or method is 404, whatever is sent", async () => {
    const { sandbox } = await startTestSandbox();
    for (const [method, path] of [
      ["GET", "/v1/nothing"],
      ["PUT", "/v1/customers"],
      ["POST", "/v1/customers/cus_1/nothing"],
      ["GET", "/v2/core/accounts"],
    ] as const) {
      const response = await fetch(`${sandbox.url}${path}`, { method, ...asked("sk_test_abcdef") });
      const { error } = (await response.json()) as { error: { message: string } };
      expect(response.status).toBe(404);
      expect(error.message).toContain(`Unrecognized request URL (${method}: ${path}).`);
    }
  });

  test("each refusal names its type, code, parameter and documentation", async () => {
    const { stripe } = await startTestSandbox();
    const refused = async (call: Promise<unknown>) => {
      const error = await call.then(
        () => expect.fail("was accepted"),
        (cause) => cause,
      );
      return [error.type, error.statusCode, error.code, error.param];
    };
    const INVALID = "StripeInvalidRequestError";
    const odd = (parameters: object) => stripe.customers.create(parameters);
    expect(await refused(odd({ nonsense: 1 }))).toEqual([INVALID, 400, "parameter_unknown", "nonsense"]);
    expect(await refused(odd({ address: { planet: "x" } }))).toEqual([
      INVALID,
      400,
      "parameter_unknown",
      "address[planet]",
    ]);
    expect(await refused(odd({ balance: "ten" }))).toEqual([INVALID, 400, "parameter_invalid_integer", "balance"]);
    expect(await refused(odd({ test_clock: "" }))).toEqual([INVALID, 400, "parameter_invalid_empty", "test_clock"]);
    expect(await refused(stripe.products.create({} as never))).toEqual([INVALID, 400, "parameter_missing", "name"]);
    expect(await refused(stripe.customers.retrieve("cus_1"))).toEqual([INVALID, 404, "resource_missing", "id"]);
    const badPrice = stripe.prices.create({ currency: "usd", unit_amount: 1, product: "prod_1" });
    expect(await refused(badPrice)).toEqual([INVALID, 400, "resource_missing", "product"]);
  });

  test("a body that is JSON, or larger than a megabyte, is refused", async () => {
    const { sandbox } = await startTestSandbox();
    const post = (body: string, type: string) =>
      fetch(`${sandbox.url}/v1/customers`, {
        method: "POST",
        body,
        ...asked("sk_test_abcdef", { "content-type": type }),
      });
    expect((await post("{}", "application/json")).status).toBe(400);
    expect((await post(`name=${"x".repeat(1_000_001)}`, "application/x-www-form-urlencoded")).status).toBe(413);
  });

  test("the address of a refusal's log tells the request and its answer", async () => {
    const { sandbox } = await startTestSandbox();
    const response = await fetch(`${sandbox.url}/v1/customers/cus_none`, asked("sk_test_abcdef"));
    const { error } = (await response.json()) as { error: { request_log_url: string; doc_url: string } };
    expect(error.doc_url).toBe("https://stripe.com/docs/error-codes/resource-missing");
    const logged = await (await fetch(error.request_log_url)).json();
    expect(logged).toMatchObject({
      id: response.headers.get("request-id"),
      path: "/v1/customers/cus_none",
      status: 404,
    });
  });
});

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

describe("idempotency", () => {
  test("the same request under the same key happens once and is answered the same", async () => {
    const { stripe } = await startTestSandbox();
    const once = await stripe.customers.create({ name: "Ada" }, { idempotencyKey: "key" });
    const again = await stripe.customers.create({ name: "Ada" }, { idempotencyKey: "key" });
    expect(again.id).toBe(once.id);
    expect(once.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
    expect(again.lastResponse.headers).toMatchObject({
      "idempotent-replayed": "true",
      "original-request": once.lastResponse.requestId,
      "idempotency-key": "key",
    });
    expect((await stripe.customers.list()).data).toHaveLength(1);
  });

  test("a key used for other parameters, or at another address, is refused", async () => {
    const { stripe } = await startTestSandbox();
    await stripe.customers.create({ name: "Ada" }, { idempotencyKey: "key" });
    const refusal = { type: "StripeIdempotencyError", statusCode: 400 };
    await expect(stripe.customers.create({ name: "Bob" }, { idempotencyKey: "key" })).rejects.toMatchObject(refusal);
    await expect(stripe.products.create({ name: "Ada" }, { idempotencyKey: "key" })).rejects.toMatchObject(refusal);
  });

  test("a request that was not understood does not use up its key; a refusal of its work does", async () => {
    const { stripe } = await startTestSandbox();
    const key = { idempotencyKey: "key" };
    await expect(stripe.customers.create({ email: "no address" }, key)).rejects.toMatchObject({
      code: "email_invalid",
    });
    await stripe.customers.create({ email: "ada@example.com" }, key);
    const missing = { currency: "usd", unit_amount: 1, product: "tokens" };
    await expect(stripe.prices.create(missing, { idempotencyKey: "other" })).rejects.toMatchObject({
      code: "resource_missing",
    });
    await stripe.products.create({ id: "tokens", name: "Tokens" });
    await expect(stripe.prices.create(missing, { idempotencyKey: "other" })).rejects.toMatchObject({
      code: "resource_missing",
    });
  });

  test("a second request under a key whose first is not answered yet is told so", async () => {
    const { stripe, control } = await startTestSandbox();
    await control("POST", "/faults", { kind: "timeout", when: "after", path: "/v1/customers" });
    const first = stripe.customers
      .create({ name: "Ada" }, { idempotencyKey: "key", timeout: 1000 })
      .catch((cause) => cause);
    await expect.poll(async () => (await stripe.customers.list()).data.length).toBe(1);
    await expect(stripe.customers.create({ name: "Ada" }, { idempotencyKey: "key" })).rejects.toMatchObject({
      statusCode: 409,
      code: "idempotency_key_in_use",
    });
    expect(await first).toMatchObject({ type: "StripeConnectionError" });
  });
});
