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
