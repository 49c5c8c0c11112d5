import { expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { PASSWORD, startTestProduct } from "../testing/test-product.ts";

test("while the database is away every door says so and when to come back, and afterwards all is well (P06)", async () => {
  const product = await startTestProduct();
  const person = await product.createPerson("ada@example.com");
  const businessId = await product.createBusiness({ members: { owner: person } });
  const key = await product.createKey(businessId, ["read", "usage:write"]);
  const json = { "content-type": "application/json" };
  const requests: [string, RequestInit][] = [
    ["/api/billing/balance", { headers: bearer(key) }],
    ["/api/billing/balance", { headers: person.headers }],
    ["/api/trpc/balance.get", { headers: person.headers }],
    [
      "/api/billing/usage",
      {
        method: "POST",
        headers: { ...json, ...bearer(key) },
        body: '{"events":[{"key":"a","service":"sms","quantity":1}]}',
      },
    ],
    [
      "/api/auth/sign-in/email",
      { method: "POST", headers: json, body: JSON.stringify({ email: "ada@example.com", password: PASSWORD }) },
    ],
  ];
  const name = decodeURIComponent(new URL(product.deps.env.databaseUrl).pathname.slice(1));
  const askAll = () => Promise.all(requests.map(([path, init]) => fetch(`${product.url}${path}`, init)));
  expect((await askAll()).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);

  await product.onServer(`alter database ${name} allow_connections false`);
  await product.onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  for (const answer of await askAll()) {
    const text = await answer.text();
    expect(answer.status, text).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(text).toContain('"code":"unavailable"');
  }
  expect((await fetch(`${product.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${product.url}/healthz`)).status).toBe(200);

  await product.onServer(`alter database ${name} allow_connections true`);
  await expect
    .poll(async () => (await askAll()).map(({ status }) => status), { timeout: 20_000 })
    .toEqual([200, 200, 200, 200, 200]);
  await product.stop();
});

test("a process whose database lacks a migration takes no work", async () => {
  const product = await startTestProduct();
  const ready = async () => {
    const answer = await fetch(`${product.url}/readyz`);
    return { status: answer.status, body: (await answer.json()) as object };
  };
  expect(await ready()).toEqual({ status: 200, body: { status: "ok", checks: { database: "ok", migrations: "ok" } } });
  await product.owner("alter table token_holds drop column settled_at cascade");
  expect(await ready()).toEqual({
    status: 503,
    body: { status: "not ready", checks: { database: "ok", migrations: "migrations are missing" } },
  });
  await product.stop();
});
