import { expect, test } from "vitest";
import { startTestSandbox } from "../testing/start-test-sandbox.ts";

test.each([
  ["error", 500],
  ["rate_limit", 429],
] as const)(
  "a %s before the effect leaves nothing behind, and only as many requests are struck as were asked for",
  async (kind, statusCode) => {
    const { stripe, control } = await startTestSandbox();
    await control("POST", "/faults", { kind, method: "POST", path: "/v1/customers", next: 2 });
    for (let count = 0; count < 2; count += 1) {
      await expect(stripe.customers.create({})).rejects.toMatchObject({ statusCode });
    }
    expect((await stripe.customers.list()).data).toEqual([]);
    await stripe.customers.create({});
  },
);

test.each(["error", "reset", "timeout"] as const)(
  "after a %s the effect is there once, and the same key finds it",
  async (kind) => {
    const { stripe, control } = await startTestSandbox();
    // A connection that is reset the SDK tries once more by itself, whatever its settings.
    const next = kind === "reset" ? 2 : 1;
    await control("POST", "/faults", { kind, when: "after", path: "/v1/customers", next });
    const key = { idempotencyKey: "key" };
    await expect(stripe.customers.create({ name: "Ada" }, { ...key, timeout: 500 })).rejects.toBeInstanceOf(Error);
    const retried = await expect
      .poll(() => stripe.customers.create({ name: "Ada" }, key).catch((cause) => cause))
      .toMatchObject({ object: "customer" })
      .then(() => stripe.customers.create({ name: "Ada" }, key));
    expect((await stripe.customers.list()).data.map(({ id }) => id)).toEqual([retried.id]);
  },
);

test.each(["error", "reset"] as const)(
  "the SDK's own retry survives a %s on either side of the effect",
  async (kind) => {
    const { stripe, control } = await startTestSandbox();
    for (const when of ["before", "after"]) {
      await control("POST", "/faults", { kind, when, path: "/v1/customers" });
      await stripe.customers.create({ name: when }, { maxNetworkRetries: 3 });
    }
    expect((await stripe.customers.list()).data.map(({ name }) => name)).toEqual(["after", "before"]);
  },
);

test("switches that were not used up can be taken back", async () => {
  const { stripe, control } = await startTestSandbox();
  await control("POST", "/faults", { kind: "error", next: 1000 });
  await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 500 });
  await control("DELETE", "/faults");
  expect((await stripe.customers.list()).data).toEqual([]);
});
