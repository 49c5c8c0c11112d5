import { expect, type Page, test } from "@playwright/test";
import { billingClient } from "../src/billing-client.ts";
import { expectFit } from "../src/expect-fit.ts";
import { createBusiness, enter, signIn, signUpWithBusiness } from "../src/person.ts";
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
  const second = await createBusiness(page, product.url, "A business whose name has forty letters");
  await page.close();
  businesses = { first, second };
  await billing().grant(second, { key: "more", tokens: 900 });
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const billing = () => billingClient({ url: product.url, key: product.operatorKey });
const available = (page: Page) => page.getByTestId("available");
const address = (business: string) => `${product.url}/dashboard/billing?business=${business}`;

test("on a slow line the balance comes before the rest of the page, and nothing below moves it", async ({ page }) => {
  await enter(page, product.url, owner);
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Network.enable");
  await devTools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devTools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 400,
    downloadThroughput: 62_500,
    uploadThroughput: 62_500,
  });
  await page.goto(address(businesses.second), { waitUntil: "commit" });
  await expect(available(page)).toContainText("1,000.0", { timeout: 30_000 });
  const before = await available(page).boundingBox();
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible({ timeout: 40_000 });
  expect((await available(page).boundingBox())?.y).toBe(before?.y);
});

test("offline for a minute the last balance stays with its age, and comes back alive by itself", async ({ page }) => {
  await page.clock.install();
  await enter(page, product.url, owner);
  await page.goto(address(businesses.first));
  await expect(available(page)).toContainText("100.0");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.context().setOffline(true);
  // An open stream outlives the switch of the emulation; without a network it would end like this.
  await page.evaluate(() => window.dispatchEvent(new Event("offline")));
  await page.clock.runFor(75_000);
  await expect(available(page)).toContainText("100.0");
  await billing().record([{ key: "meanwhile", service: "ai_agent_request", quantity: 3 }], businesses.first);
  await page.context().setOffline(false);
  await page.clock.runFor(20_000);
  await expect(available(page)).toContainText("97.0", { timeout: 20_000 });
});

test("a server that restarts is waited for: the balance stays, is said to be old, and goes on live", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await enter(page, product.url, owner);
  await page.goto(address(businesses.second));
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  // All of the page is there: what it still had to load would be another story.
  await expect(page.locator("#payment")).toBeVisible();
  await expect(page.locator("#history").getByRole("row").nth(1)).toBeVisible();
  await page.waitForLoadState("networkidle").catch(() => undefined);
  const port = new URL(product.url).port;
  await product.stop();
  await expect(page.getByText("Live", { exact: true })).toHaveCount(0, { timeout: 15_000 });
  await expect(available(page)).toContainText("1,000.0");
  product = await startProduct(home, { PORT: port });
  await expect(page.getByText("Live", { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(available(page)).toContainText("1,000.0");
  await context.close();
});

test("a clock that is five minutes wrong changes neither the balance nor the seconds of a live call", async ({
  page,
}) => {
  await page.clock.install({ time: Date.now() + 5 * 60_000 });
  await enter(page, product.url, owner);
  await billing().must("POST", "/holds", {
    business: businesses.second,
    body: { service: "outbound_call", callId: "call-with-a-wrong-clock" },
  });
  await page.goto(address(businesses.second));
  const call = page.getByRole("region", { name: "Live calls" }).getByRole("row").nth(1);
  await expect(call).toContainText(/0:\d\d/);
  await expect(page.getByText(/Reconnecting/)).toHaveCount(0);
});

test("a session that ends behind an open dialog does nothing, says so, and leads back to the same place", async ({
  page,
}) => {
  await signIn(page, product.url, owner);
  await page.goto(`${address(businesses.second)}&range=7d`);
  await page.getByRole("button", { name: "Subscribe: Starter" }).click();
  const dialog = page.getByRole("dialog", { name: "Subscribe to Starter" });
  await dialog.getByRole("checkbox").check();
  await page.context().clearCookies();
  await dialog.getByRole("button", { name: "Continue to payment, $9.00" }).click();
  await page.waitForURL(/\/sign-in/);
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  await expectFit(page);
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(
    (url) => url.searchParams.get("business") === businesses.second && url.searchParams.get("range") === "7d",
  );
  await expect(page.getByRole("button", { name: "Subscribe: Starter" })).toBeVisible();
  const { items } = await billing().must<{ items: unknown[] }>("GET", "/invoices", { business: businesses.second });
  expect(items).toEqual([]);
});

test("a business that is left while it loads never shows in the next one, however long its name", async ({ page }) => {
  await enter(page, product.url, owner);
  await page.route("**/api/trpc/**", async (route) => {
    if (route.request().headers()["farebox-business"] === businesses.first)
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue().catch(() => undefined);
  });
  await page.goto(address(businesses.first), { waitUntil: "commit" });
  await page.getByRole("button", { name: /First Business/ }).click();
  await page.getByRole("menuitemradio", { name: /forty letters/ }).click();
  await page.waitForURL((url) => url.searchParams.get("business") === businesses.second);
  await expect(available(page)).toContainText(/9\d\d\.\d|1,000\.0/);
  await page.waitForResponse((response) => response.url().includes("/api/trpc/")).catch(() => undefined);
  await expect(available(page)).not.toContainText("97.0");
  for (const width of [1280, 360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

test("seven tabs of one business are all live, over one stream", async ({ browser }) => {
  test.setTimeout(150_000);
  const context = await browser.newContext();
  const first = await context.newPage();
  await signIn(first, product.url, owner);
  const tabs = [first];
  while (tabs.length < 7) tabs.push(await context.newPage());
  let streams = 0;
  for (const tab of tabs)
    tab.on("request", (request) => {
      if (request.url().includes("balance.watch")) streams += 1;
    });
  for (const tab of tabs) {
    await tab.goto(address(businesses.first));
    await expect(tab.getByText("Live", { exact: true })).toBeVisible({ timeout: 20_000 });
  }
  expect(streams).toBe(1);
  const before = await billing().balance(businesses.first);
  await billing().record([{ key: "for-seven", service: "ai_agent_request", quantity: 5 }], businesses.first);
  const after = new Intl.NumberFormat("en", { minimumFractionDigits: 1 }).format(before.available - 5);
  for (const tab of tabs) await expect(available(tab)).toContainText(after, { timeout: 15_000 });
  // Whoever holds the stream may leave: another one takes it over.
  await first.close();
  await billing().record([{ key: "for-six", service: "ai_agent_request", quantity: 5 }], businesses.first);
  const last = new Intl.NumberFormat("en", { minimumFractionDigits: 1 }).format(before.available - 10);
  for (const tab of tabs.slice(1)) await expect(available(tab)).toContainText(last, { timeout: 15_000 });
  await context.close();
});
