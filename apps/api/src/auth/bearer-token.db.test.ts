import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer } from "../testing/doors.ts";
import { ISSUER, startIssuer, type TestIssuer } from "../testing/fake-issuer.ts";
import { startTestProduct, type TestProduct } from "../testing/test-product.ts";

let issuer: TestIssuer;
let product: TestProduct;

beforeAll(async () => {
  issuer = await startIssuer();
  product = await startTestProduct({ variables: issuer.variables });
});
afterAll(async () => {
  await product.stop();
  await issuer.stop();
});

async function me(token: string): Promise<{ status: number; userId?: string; email?: string }> {
  const answer = await fetch(`${product.url}/api/billing/account`, { headers: bearer(token) });
  return { status: answer.status, ...((await answer.json()) as object) };
}

test("a token of the issuer is a person, made on first sight and the same ever after", async () => {
  const claims = { sub: "ada", email: "Ada@Example.com", email_verified: true, role: "authenticated" };
  const answers = await Promise.all(Array.from({ length: 8 }, async () => me(await issuer.sign(claims))));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(new Set(answers.map(({ userId }) => userId)).size).toBe(1);
  expect(answers[0]?.email).toBe("ada@example.com");
});

test("an address in a token opens nobody else's account", async () => {
  const person = await product.createPerson("grace@example.com");
  const answer = await me(await issuer.sign({ sub: "not-grace", email: "grace@example.com", email_verified: true }));
  expect(answer.status).toBe(200);
  expect(answer.userId).not.toBe(person.userId);
  expect(answer.email).not.toBe("grace@example.com");
});

test("an address that is only claimed stays free for whoever owns it", async () => {
  const claims = { sub: "claimer", email: "owner@example.com", user_metadata: { email_verified: true } };
  const claimer = await me(await issuer.sign(claims));
  expect(claimer.email).toBe(`${claimer.userId}@token.invalid`);
  const texts = await Promise.all(
    ["true", 1, false].map(async (verified, index) =>
      me(await issuer.sign({ sub: `claimer-${index}`, email: "owner@example.com", email_verified: verified })),
    ),
  );
  expect(texts.map(({ email }) => email?.endsWith("@token.invalid"))).toEqual([true, true, true]);
  const owner = await product.createPerson("owner@example.com");
  expect(owner.userId).not.toBe(claimer.userId);
});

test("a person of another issuer never comes by a password here", async () => {
  const { userId } = await me(
    await issuer.sign({ sub: "elsewhere", email: "elsewhere@example.com", email_verified: true }),
  );
  const post = (path: string, body: object) =>
    fetch(`${product.url}/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: product.url },
      body: JSON.stringify(body),
    });
  expect((await post("/request-password-reset", { email: "elsewhere@example.com" })).status).toBe(200);
  const mails = await (await fetch(`${product.url}/dev/mail.json`)).text();
  expect(mails).not.toContain("elsewhere@example.com");
  const [reset] = await product.owner<{ identifier: string }>("select identifier from verifications where value = $1", [
    userId,
  ]);
  const token = reset?.identifier.replace("reset-password:", "");
  expect((await post("/reset-password", { token, newPassword: "a password of their own" })).status).toBe(400);
  const accounts = await product.owner<{ provider_id: string }>(
    "select provider_id from auth_accounts where user_id = $1",
    [userId],
  );
  expect(accounts).toEqual([{ provider_id: ISSUER }]);
});

const nowSeconds = () => Math.floor(Date.now() / 1000);
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const good = () => ({ iss: ISSUER, aud: "authenticated", sub: "eve", exp: nowSeconds() + 3600 });

const refused: [string, () => Promise<string> | string][] = [
  ["alg none", () => `${encode({ alg: "none" })}.${encode(good())}.`],
  ["alg None in other letters", () => `${encode({ alg: "nOnE" })}.${encode(good())}.`],
  [
    "HS256 with the public key as its secret",
    () => {
      const signed = `${encode({ alg: "HS256", kid: "first" })}.${encode(good())}`;
      return `${signed}.${createHmac("sha256", JSON.stringify(issuer.published[0])).update(signed).digest("base64url")}`;
    },
  ],
  [
    "an algorithm nobody knows",
    async () => (await issuer.sign()).replace(/^[^.]+/, encode({ alg: "XX999", kid: "first" })),
  ],
  [
    "its algorithm in lower case",
    async () => (await issuer.sign()).replace(/^[^.]+/, encode({ alg: "rs256", kid: "first" })),
  ],
  ["an expired life", () => issuer.sign({ exp: nowSeconds() - 120 })],
  ["a start in the future", () => issuer.sign({ nbf: nowSeconds() + 120 })],
  ["an issue in the far future", () => issuer.sign({ iat: nowSeconds() + 3600 })],
  ["no end", () => issuer.sign({ exp: undefined })],
  ["its end as text", () => issuer.sign({ exp: String(nowSeconds() + 60) })],
  ["ten years to live", () => issuer.sign({ exp: nowSeconds() + 315_000_000 })],
  ["another audience", () => issuer.sign({ aud: "another" })],
  ["audiences without ours", () => issuer.sign({ aud: ["a", "b"] })],
  ["another issuer", () => issuer.sign({ iss: "https://evil.example" })],
  ["the issuer with a slash", () => issuer.sign({ iss: `${ISSUER}/` })],
  ["another type", () => issuer.sign({}, { typ: "id+jwt" })],
  ["no subject", () => issuer.sign({ sub: undefined })],
  ["an empty subject", () => issuer.sign({ sub: "" })],
  ["a subject with NUL", () => issuer.sign({ sub: "a\0b" })],
  ["Supabase's service_role", () => issuer.sign({ role: "service_role" })],
  ["Supabase's anon", () => issuer.sign({ role: "anon" })],
  ["a path as its key's name", () => issuer.sign({}, { kid: "../../first" })],
  ["an address of keys in it", async () => issuer.sign({}, { jku: `${product.url}/evil.json`, kid: "evil" })],
  ["a changed body", async () => (await issuer.sign()).replace(/\.[^.]+\./, `.${encode(good())}.`)],
  ["nothing in it", () => "a.b.c"],
];

test.each(refused)("a token with %s proves nobody (A19, A20, A21, A22, A25)", async (_, make) => {
  expect((await me(await make())).status).toBe(401);
});

test("a minute of clocks apart is forgiven", async () => {
  expect((await me(await issuer.sign({ exp: nowSeconds() - 30 }))).status).toBe(200);
  expect((await me(await issuer.sign({ aud: ["another", "authenticated"] }))).status).toBe(200);
});

test("somebody who was banned is out with the next request (A24)", async () => {
  const token = await issuer.sign({ sub: "mallory" });
  const { userId } = await me(token);
  await product.owner("update users set banned = true where id = $1", [userId]);
  expect((await me(token)).status).toBe(401);
});

test("a heap of unknown key names asks the issuer at most once more (A22)", async () => {
  const before = issuer.requestCount();
  const tokens = await Promise.all(
    Array.from({ length: 50 }, (_, index) => issuer.sign({}, { kid: `unknown-${index}` })),
  );
  const answers = await Promise.all(tokens.map(me));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  expect(issuer.requestCount() - before).toBeLessThanOrEqual(1);
});

test("while the issuer is away its known keys go on (A23)", async () => {
  issuer.setDown(true);
  expect((await me(await issuer.sign({ sub: "ada" }))).status).toBe(200);
  issuer.setDown(false);
});
