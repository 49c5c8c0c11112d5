import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, startTestProduct, type TestPerson, type TestProduct } from "../testing/test-product.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${product.url}/api/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: product.url, ...headers },
    body: JSON.stringify(body),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((header) => header.split(";")[0])
    .join("; ");
  return {
    status: answer.status,
    cookie,
    setCookie: answer.headers.getSetCookie(),
    headers: answer.headers,
    body: (await answer.json()) as Record<string, unknown>,
  };
}

const isSignedIn = async (headers: Record<string, string>) =>
  (await fetch(`${product.url}/api/billing/account`, { headers })).status === 200;

async function newestMail(person: TestPerson, subject: string): Promise<string> {
  const { items } = (await (await fetch(`${product.url}/dev/mail.json`)).json()) as {
    items: { to: string; subject: string; text: string }[];
  };
  return items.find((mail) => mail.to === person.email && mail.subject === subject)?.text ?? "";
}

test("a new person is in at once here, and confirms the address by mail", async () => {
  const person = await product.createPerson("new@example.com");
  expect(await isSignedIn({ ...person.headers })).toBe(true);
  const link = /https?:\S+verify-email\S+/.exec(await newestMail(person, "Confirm your e-mail address"))?.[0] ?? "";
  const confirmed = await fetch(link, { redirect: "manual" });
  expect(confirmed.status).toBe(302);
  const [row] = await product.owner<{ email_verified: boolean }>("select email_verified from users where id = $1", [
    person.userId,
  ]);
  expect(row?.email_verified).toBe(true);
});

test("a session ends with sign-out, on the server too", async () => {
  const person = await product.createPerson("out@example.com");
  expect((await post("/sign-out", {}, { ...person.headers })).status).toBe(200);
  expect(await isSignedIn({ ...person.headers })).toBe(false);
});

test("a new password by mail ends every session of before, and its link works once", async () => {
  const person = await product.createPerson("forgetful@example.com");
  expect((await post("/request-password-reset", { email: person.email })).status).toBe(200);
  const mail = await newestMail(person, "Choose a new password");
  expect(mail).toContain(`${product.url}/reset-password?token=`);
  const token = /token=([^\s]+)/.exec(mail)?.[1];
  expect((await post("/reset-password", { token, newPassword: "another battery" })).status).toBe(200);
  expect(await isSignedIn({ ...person.headers })).toBe(false);
  expect((await post("/reset-password", { token, newPassword: "yet another battery" })).status).toBe(400);
  const signedIn = await post("/sign-in/email", { email: person.email, password: "another battery" });
  expect(await isSignedIn({ cookie: signedIn.cookie })).toBe(true);
});

test("whether an address is known is told by neither a reset nor a wrong password (A32)", async () => {
  const person = await product.createPerson("known@example.com");
  const [known, unknown] = await Promise.all(
    [person.email, "unknown@example.com"].map((email) => post("/request-password-reset", { email })),
  );
  expect(known?.body).toEqual(unknown?.body);
  const [wrong, nobody] = await Promise.all(
    [person.email, "nobody@example.com"].map((email) => post("/sign-in/email", { email, password: "wrong password" })),
  );
  expect([wrong?.status, wrong?.body]).toEqual([nobody?.status, nobody?.body]);
});

test("passwords cannot be tried out, and right ones are never in the way (A31)", async () => {
  const person = await product.createPerson("tried@example.com");
  const attempt = (password: string) => post("/sign-in/email", { email: "Tried@Example.com", password });
  for (let count = 0; count < 15; count += 1) expect((await attempt(PASSWORD)).status).toBe(200);
  const statuses: number[] = [];
  for (let count = 0; count < 12; count += 1) statuses.push((await attempt(`wrong ${count}`)).status);
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  const refused = await attempt(PASSWORD);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const forged = await post(
    "/sign-in/email",
    { email: person.email, password: PASSWORD },
    { "x-forwarded-for": "203.0.113.5" },
  );
  expect(forged.status).toBe(429);
});

test("the session cookie is out of reach for scripts and other sites", async () => {
  await product.createPerson("cookie@example.com");
  const { setCookie } = await post("/sign-in/email", { email: "cookie@example.com", password: PASSWORD });
  expect(setCookie.join()).toMatch(/farebox\.session_token=.*HttpOnly.*SameSite=Lax/i);
});

test("a program signs in without an Origin, a page of another site does not (A26)", async () => {
  const person = await product.createPerson("program@example.com");
  const signIn = async (headers: Record<string, string>) => {
    const body = JSON.stringify({ email: person.email, password: PASSWORD });
    const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
    return (await fetch(`${product.url}/api/auth/sign-in/email`, init)).status;
  };
  expect(await signIn({})).toBe(200);
  expect(await signIn({ origin: "https://evil.example", "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await signIn({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await signIn({ ...person.headers, origin: "https://evil.example" })).toBe(403);
});

test("nobody makes themselves an operator (I09)", async () => {
  await post("/sign-up/email", {
    email: "sly@example.com",
    password: PASSWORD,
    name: "Sly",
    role: "operator",
    banned: false,
    emailVerified: true,
  });
  const rows = await product.owner<{ role: string | null; email_verified: boolean }>(
    "select role, email_verified from users where email = 'sly@example.com'",
  );
  expect(rows.every((row) => row.role === null && !row.email_verified)).toBe(true);
});

test("somebody who was banned is out with the next request (A24)", async () => {
  const person = await product.createPerson("banned@example.com");
  await product.owner("update users set banned = true where id = $1", [person.userId]);
  expect(await isSignedIn({ ...person.headers })).toBe(false);
});

test("a link in a mail cannot lead to another site (I18)", async () => {
  for (const callbackURL of [
    "https://evil.example",
    "//evil.example",
    "javascript:alert(1)",
    "https://127.0.0.1@evil.example",
  ]) {
    expect(
      (await post("/send-verification-email", { email: "new@example.com", callbackURL })).status,
      callbackURL,
    ).toBeGreaterThanOrEqual(400);
  }
});

test.each([
  { email: "a\0b@example.com", password: PASSWORD, name: "x" },
  { email: 5, password: PASSWORD, name: "x" },
  { email: "x", password: PASSWORD, name: "x" },
  {},
  { email: "long@example.com", password: "x".repeat(5_000), name: "x" },
  { email: "name@example.com", password: PASSWORD, name: "x".repeat(5_000) },
  { email: "name@example.com", password: PASSWORD, name: "x".repeat(201) },
  { email: "name@example.com", password: PASSWORD, name: null },
  { email: "name@example.com", password: PASSWORD },
  { email: "name@example.com", password: PASSWORD, name: "x", image: "javascript:alert(1)" },
  { email: "name@example.com", password: PASSWORD, name: "x", image: 5 },
  { email: `${"x".repeat(320)}@example.com`, password: PASSWORD, name: "x" },
  { email: `${"x".repeat(400)}@example.com`, password: PASSWORD, name: "x" },
])("a sign-up of the wrong form is refused and never fails otherwise", async (body) => {
  const { status } = await post("/sign-up/email", body);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});

test.each([
  "/organization/create",
  "/organization/update",
  "/delete-user",
  "/update-user",
  "/admin/set-role",
  "/sign-in/social",
  "/link-social",
])("%s is not reachable (A35)", async (path) => {
  expect((await post(path, {})).status).toBe(404);
});
