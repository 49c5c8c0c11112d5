import { expect, type Page, test } from "@playwright/test";
import { billingClient } from "../src/billing-client.ts";
import { expectAccessible } from "../src/expect-accessible.ts";
import { guardPage } from "../src/page-guard.ts";
import { createBusiness, enter, signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

let product: Product;
let home: string;
const owner = { name: "Ada Owner", email: "ada@example.test", password: "a long enough password" };
let businesses: { first: string; second: string };

test.beforeAll(async ({ browser }) => {
  home = newHome();
  product = await startProduct(home);
  const page = await browser.newPage();
  const first = await signUpWithBusiness(page, product.url, owner, "First Business");
  await page.goto(`${product.url}/new-business`);
  const second = await createBusiness(page, product.url, "Second Business");
  await page.close();
  businesses = { first, second };
  await fillWithUsage(first);
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const available = (page: Page) => page.getByTestId("available");
const billing = () => billingClient({ url: product.url, key: product.operatorKey });

async function fillWithUsage(business: string): Promise<void> {
  const client = billing();
  await client.grant(business, { key: "plenty", tokens: 10_000 });
  const services = ["outbound_call", "inbound_call", "sms", "transcription", "ai_agent_request"];
  const now = Date.now();
  await client.record(
    Array.from({ length: 300 }, (_, index) => ({
      key: `past-${index}`,
      service: services[index % services.length] ?? "sms",
      quantity: 1 + ((index * 7) % 40),
      occurredAt: new Date(now - (index % 28) * 86_400_000 - index * 1_000).toISOString(),
      agentId: `agent-${index % 3}`,
    })),
    business,
  );
}

for (const [look, options] of [
  ["light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
  ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
  ["320 px", { viewport: { width: 320, height: 700 }, colorScheme: "light" }],
  ["320 px, dark", { viewport: { width: 320, height: 700 }, colorScheme: "dark" }],
] as const) {
  test(`the billing page is quiet, accessible and never scrolls sideways: ${look}`, async ({ browser }) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const guard = guardPage(page);
    await enter(page, product.url, owner);
    await page.goto(`${product.url}/dashboard/billing?business=${businesses.first}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
    await expect(page.getByText("past-", { exact: false }).or(page.getByText("Adjustment")).first()).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(options.viewport.width);
    await expectAccessible(page);
    guard.expectQuiet();
    await context.close();
  });
}

test("a signed-out visitor is led to a quiet, accessible sign-in and back to where they were going", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = guardPage(page);
  await page.goto(`${product.url}/dashboard/billing?business=${businesses.second}&range=7d`);
  await page.getByLabel("E-mail").fill(owner.email);
  await expectAccessible(page);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(
    (url) => url.searchParams.get("business") === businesses.second && url.searchParams.get("range") === "7d",
  );
  await expect(available(page)).toContainText("100.0");
  guard.expectQuiet();
  await context.close();
});

test("a recorded event is visible without reload in under a second", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing?business=${businesses.second}`);
  await expect(available(page)).toContainText("100.0");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Trial tokens" })).toBeVisible();
  await expect(page.locator("#payment")).toBeVisible();
  const times: number[] = [];
  for (const left of ["93.0", "86.0", "79.0"]) {
    const ref = `order-${left}`;
    await billing().record([{ key: ref, service: "ai_agent_request", quantity: 7, ref }], businesses.second);
    const answered = Date.now();
    await expect(available(page)).toContainText(left);
    await expect(page.getByText(ref).first()).toBeVisible();
    times.push(Date.now() - answered);
  }
  // The middle one of three: a busy machine may have a bad moment.
  console.log(`visible after ${times.join(", ")} ms`);
  expect(times.sort((left, right) => left - right)[1]).toBeLessThan(1_000);
  await context.close();
});

test("A08: two businesses of one person never mix, however fast one switches", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await enter(page, product.url, owner);
  await billing().record(
    [{ key: "only-second", service: "sms", quantity: 1, ref: "second-only-ref" }],
    businesses.second,
  );
  for (let round = 0; round < 3; round++) {
    await page.goto(`${product.url}/dashboard/billing?business=${businesses.first}`);
    await expect(page.getByRole("button", { name: /First Business/ })).toBeVisible();
    await expect(page.getByText("second-only-ref")).toHaveCount(0);
    await page.getByRole("button", { name: /First Business/ }).click();
    await page
      .getByRole("menuitemradio", { name: /Second Business/ })
      .or(page.getByRole("menuitem", { name: /Second Business/ }))
      .first()
      .click();
    await page.waitForURL((url) => url.searchParams.get("business") === businesses.second);
    await expect(page.getByText("second-only-ref").first()).toBeVisible();
    await expect(page.getByText("agent-1")).toHaveCount(0);
  }
  await context.close();
});

test("a receipt shows its arithmetic at an address of its own, and back closes it", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = guardPage(page);
  await billing().record(
    [{ key: "receipt", service: "outbound_call", quantity: 61, ref: "call-receipt" }],
    businesses.first,
  );
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing?business=${businesses.first}`);
  await page.getByRole("row").filter({ hasText: "call-receipt" }).getByRole("link").click();
  await page.waitForURL(/transactions\//);
  const receipt = page.getByRole("dialog");
  await expect(receipt).toContainText("2.033334");
  await expectAccessible(page);
  await page.goBack();
  await expect(receipt).toBeHidden();
  guard.expectQuiet();
  await context.close();
});
