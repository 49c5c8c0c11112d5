import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer, procedureOf, restDoor } from "../testing/doors.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";
import { appRouter } from "../trpc/router.ts";

let product: TestProduct;
let owner: TestPerson;
let operator: TestPerson;
let businessId: string;

beforeAll(async () => {
  product = await startTestProduct();
  owner = await product.createPerson("owner@example.com");
  operator = await product.createPerson("operator@example.com", { isOperator: true });
  businessId = await product.createBusiness({ members: { owner } });
});
afterAll(() => product.stop());

type Made = {
  key: string;
  apiKey: {
    id: string;
    last4: string;
    prefix: string;
    businessId: string | null;
    revokedAt: string | null;
    lastUsedAt: string | null;
  };
};

async function call(name: string, headers: Record<string, string>, input: object = {}) {
  return restDoor.call(product.url, procedureOf(appRouter, name), { headers, input });
}

async function make(person: TestPerson, input: object = {}): Promise<Made> {
  const { data, status } = await call("apiKeys.create", { ...person.headers }, { name: "Call handler", ...input });
  expect(status).toBe(200);
  return data as Made;
}

test("a key's secret is shown once and kept as a hash", async () => {
  const { key, apiKey } = await make(owner);
  expect(key).toMatch(/^fb_test_[A-Za-z0-9_-]{43}$/);
  expect(apiKey).toMatchObject({ prefix: "fb_test_", last4: key.slice(-4), businessId });
  const { data } = await call("apiKeys.list", { ...owner.headers });
  expect(JSON.stringify(data)).not.toContain(key);
  const rows = await product.owner<{ text: string }>("select api_keys::text as text from api_keys");
  expect(rows.some(({ text }) => text.includes(key))).toBe(false);
});

test("a revoked key is refused from the next request on", async () => {
  const { key, apiKey } = await make(owner);
  expect((await call("balance.get", bearer(key))).status).toBe(200);
  const revoked = await call("apiKeys.revoke", { ...owner.headers }, { id: apiKey.id });
  expect(revoked.status).toBe(200);
  expect((await call("balance.get", bearer(key))).error?.code).toBe("unauthenticated");
  const again = await call("apiKeys.revoke", { ...owner.headers }, { id: apiKey.id });
  expect(again.data).toEqual(revoked.data);
});

test("an expired key is refused", async () => {
  const { key, apiKey } = await make(owner, { expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
  expect((await call("balance.get", bearer(key))).status).toBe(200);
  await product.owner("update api_keys set expires_at = now() - interval '1 second' where id = $1", [apiKey.id]);
  product.deps.authentication.keys.forget(apiKey.id);
  expect((await call("balance.get", bearer(key))).status).toBe(401);
  expect(
    (await call("apiKeys.create", { ...owner.headers }, { name: "x", expiresAt: "2020-01-01T00:00:00Z" })).error
      ?.fields?.[0]?.path,
  ).toBe("expiresAt");
});

test("no owner can make an admin key (A04)", async () => {
  const { error } = await call("apiKeys.create", { ...owner.headers }, { name: "x", scopes: ["admin"] });
  expect(error).toMatchObject({ code: "validation_failed", fields: [{ path: "scopes" }] });
});

test("an operator makes keys of the installation, which no owner can see or end", async () => {
  const { key, apiKey } = await make(operator, { scopes: ["read", "admin"] });
  expect(apiKey.businessId).toBeNull();
  expect((await call("balance.get", { ...bearer(key), "farebox-business": businessId })).status).toBe(200);
  expect((await call("apiKeys.revoke", { ...owner.headers }, { id: apiKey.id })).error?.code).toBe("not_found");
  const { data } = await call("apiKeys.list", { ...owner.headers });
  expect(JSON.stringify(data)).not.toContain(apiKey.id);
});

test("an operator who looks at a business makes no key of it, and is told why (A04)", async () => {
  const headers = { ...operator.headers, "farebox-business": businessId };
  expect((await call("apiKeys.list", headers)).status).toBe(200);
  const { status, error } = await call("apiKeys.create", headers, { name: "In their name" });
  expect(status).toBe(403);
  expect(error).toMatchObject({ code: "forbidden", details: { required: "a member of this business" } });
  expect(error?.message).toContain("as an operator");
});

test("when a key was last used is told, a little later", async () => {
  const { key, apiKey } = await make(owner);
  await call("balance.get", bearer(key));
  await expect
    .poll(
      async () => {
        const { data } = await call("apiKeys.list", { ...owner.headers });
        return (data as { items: Made["apiKey"][] }).items.find(({ id }) => id === apiKey.id)?.lastUsedAt ?? null;
      },
      { timeout: 15_000 },
    )
    .not.toBeNull();
});
