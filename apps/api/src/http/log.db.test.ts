import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { keepLog } from "../testing/log-lines.ts";
import { PASSWORD, startTestProduct, type TestProduct } from "../testing/test-product.ts";

const kept = keepLog();
let product: TestProduct;

beforeAll(async () => {
  product = await startTestProduct({ log: kept.log });
});
afterAll(() => product.stop());

test("neither secrets nor people appear in the log, in metrics or in errors, whatever fails (O07, O08, A33)", async () => {
  const person = await product.createPerson("canary.person@example.com");
  const businessId = await product.createBusiness({ name: "Canary Business", members: { owner: person } });
  const key = await product.createKey(businessId, ["read", "usage:write"]);
  const json = { "content-type": "application/json" };
  const answers: string[] = [];
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${product.url}${path}`, init);
    if (answer.status >= 400) answers.push(await answer.text());
  };

  await ask("/api/billing/usage", {
    method: "POST",
    headers: { ...json, ...bearer(key) },
    body: '{"events":[{"key":"canary-key","service":"sms","quantity":1,"metadata":{"note":"canary-metadata"}}]}',
  });
  await ask("/api/billing/balance", { headers: bearer(`${key.slice(0, -4)}zzzz`) });
  await ask("/api/billing/transactions?q=canary-search", { headers: bearer(key) });
  await ask("/api/billing/canary-path", { headers: bearer(key) });
  await ask("/api/trpc/canary-procedure?input=%22canary-input%22", { headers: bearer(key) });
  await ask("/api/auth/sign-in/email", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ email: person.email, password: "canary-password" }),
  });
  await ask("/api/auth/sign-up/email", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ email: person.email, password: PASSWORD, name: "Canary Name" }),
  });
  await ask("/api/auth/reset-password", {
    method: "POST",
    headers: json,
    body: '{"token":"canary-reset-token","newPassword":"canary-new-password"}',
  });
  await ask("/api/auth/request-password-reset", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ email: person.email }),
  });
  await ask("/api/billing/invitations", {
    method: "POST",
    headers: { ...json, ...person.headers },
    body: '{"email":"canary.guest@example.com","role":"member"}',
  });

  // A table that is gone is a failure nobody foresaw, with the statement and its values in the driver's error.
  await product.owner("alter table usage_tracking rename to usage_tracking_gone");
  await product.owner("alter table verifications rename to verifications_gone");
  await ask("/api/billing/usage?from=2025-01-01T00:00:00Z&to=2025-01-02T00:00:00Z", { headers: bearer(key) });
  await ask("/api/billing/usage", {
    method: "POST",
    headers: { ...json, ...bearer(key) },
    body: '{"events":[{"key":"canary-key-2","service":"sms","quantity":1}]}',
  });
  await ask("/api/auth/request-password-reset", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ email: person.email }),
  });

  const metrics = await (await fetch(`${product.url}/metrics`)).text();
  const log = kept.text();
  expect(log).toContain('"route":"rest usage.record"');
  const secrets = [
    key,
    key.slice(8),
    PASSWORD,
    person.headers["cookie"] ?? "",
    product.deps.env.authSecret,
    product.deps.env.databaseUrl,
  ];
  for (const canary of [...secrets, "canary", "Canary", "@example.com"]) {
    expect(log.includes(canary), `the log holds ${canary}`).toBe(false);
    expect(metrics.includes(canary), `metrics hold ${canary}`).toBe(false);
  }
  const errors = answers.join("\n");
  for (const canary of [...secrets, "canary-metadata", "select ", "insert ", "node_modules", ".ts:", "relation"]) {
    expect(errors.includes(canary), `an error holds ${canary}`).toBe(false);
  }
});
