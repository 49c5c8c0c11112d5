import { expect, type Page, test } from "@playwright/test";
import { type BillingClient, billingClient } from "../src/billing-client.ts";
import { expectAccessible } from "../src/expect-accessible.ts";
import { guardPage } from "../src/page-guard.ts";
import { createBusiness, enter, signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

type Hold = { readonly holdId: string; readonly charged: number; readonly status: string };

let product: Product;
let home: string;
let client: BillingClient;
const owner = { name: "Ada Owner", email: "ada-calls@example.test", password: "a long enough password" };
let businesses: { live: string; looks: string; capped: string };

test.beforeAll(async ({ browser }) => {
  home = newHome();
  product = await startProduct(home);
  client = billingClient({ url: product.url, key: product.operatorKey });
  const page = await browser.newPage();
  const live = await signUpWithBusiness(page, product.url, owner, "Live Calls");
  const more = async (name: string) => {
    await page.goto(`${product.url}/new-business`);
    return createBusiness(page, product.url, name);
  };
  businesses = {
    live,
    looks: await more("Calls in All Looks"),
    capped: await more("Capped"),
  };
  await page.close();
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const calls = (page: Page) => page.getByRole("region", { name: "Live calls" });
const goToBilling = async (page: Page, business: string) => {
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing?business=${business}`);
  await page.getByText("Available now").waitFor();
};
const open = (business: string, call: { callId: string; service?: string; agentId?: string }) =>
  client.must<Hold>("POST", "/holds", { business, body: { service: "outbound_call", ...call } });
const capture = (business: string, { holdId }: Hold, elapsedSeconds: number) =>
  client.must<Hold>("POST", `/holds/${holdId}/capture`, { business, body: { elapsedSeconds } });

test("a live call ticks, what it holds adds up, and its capture is history without a reload", async ({ browser }) => {
  const business = businesses.live;
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = guardPage(page);
  await goToBilling(page, business);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(calls(page)).toHaveCount(0);

  const outbound = await open(business, { callId: "+4915112328690", agentId: "renewals" });
  const inbound = await open(business, { callId: "call-2", service: "inbound_call", agentId: "front-desk" });
  const row = calls(page).getByRole("row").filter({ hasText: "renewals" });
  await expect(row).toContainText("+49 ··· 286 90");
  await expect(page.getByText("2 live calls · 3.5/min")).toBeVisible();
  await expect(page.getByTestId("held")).toContainText("20.0 held for 2 live calls.");
  await expect(page.getByTestId("available")).toContainText("80.0");
  expect(await sumOfComposition(page)).toEqual({ parts: 80, available: 80 });

  const seconds = async () => Number((await row.textContent())?.match(/0:(\d\d)/)?.[1]);
  await expect(row).toContainText(/0:\d\d/);
  for (let more = 0; more < 3; more += 1) await expect.poll(seconds).toBeGreaterThan(await seconds());
  await expect(row.locator(".amount").last()).toHaveText(/^0\.[1-9]/);

  const captured = await capture(business, outbound, 3);
  await expect(row).toContainText(`Settled ${captured.charged} tokens`);
  await expect(page.getByTestId("held")).toContainText("10.0 held for 1 live call.");
  const line = page.getByRole("row").filter({ hasText: "3 s" }).filter({ hasText: "renewals" });
  await expect(line).toContainText("−0.1");
  await client.must("POST", `/holds/${inbound.holdId}/void`, { business, body: { reason: "not answered" } });
  await expect(calls(page).getByText("No charge")).toBeVisible();
  await expect(calls(page)).toHaveCount(0, { timeout: 10_000 });
  const noCharge = page.getByRole("row").filter({ hasText: "not answered" });
  await expect(noCharge).toContainText("No charge");

  // A call is one row: what became of it is told in place, by keyboard too.
  const history = page.locator("#history");
  const toggle = line.getByRole("button", { name: /^What happened: Outbound call/ });
  await toggle.press("Enter");
  await expect(toggle).toHaveAttribute("aria-expanded", "true");
  await expect(history).toContainText("Ended after 3 s, 0.1 charged");
  await toggle.press("Enter");
  await expect(history).not.toContainText("Ended after 3 s, 0.1 charged");

  await line.getByRole("link").click();
  const receipt = page.getByRole("dialog");
  await expect(receipt).toContainText("What happened");
  await expect(receipt).toContainText("Ended after 3 s, 0.1 charged");
  await expect(receipt).toContainText("+4915112328690");
  guard.expectQuiet();
  await context.close();
});

test("a call with few seconds left turns amber and leads to more tokens; one that ends leaves its room to those that run", async ({
  browser,
}, info) => {
  const business = businesses.live;
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = guardPage(page);
  await goToBilling(page, business);
  const short = await open(business, { callId: "short", service: "inbound_call", agentId: "front-desk" });
  await open(business, { callId: "long", agentId: "renewals" });
  const { available } = await client.balance(business);
  await client.record([{ key: "drain", service: "sms", quantity: Math.floor(available * 2) }], business);
  await expect(page.getByTestId("available")).toContainText(/^0\.\d/);
  await client.must("POST", "/sandbox/clock", { body: { advanceSeconds: 250 } });
  await page.reload();
  const row = calls(page).getByRole("row").filter({ hasText: "renewals" });
  await expect(row).toContainText(/about \d\d s left/);
  await page.screenshot({ path: info.outputPath("low.png") });
  await row.getByRole("button", { name: "Add tokens" }).click();
  await expect(page.getByRole("region", { name: "Add tokens" })).toBeFocused();

  const heightOf = async () => (await page.getByRole("region", { name: "Live calls" }).boundingBox())?.height;
  const before = await heightOf();
  const captured = await capture(business, short, 60);
  const settled = calls(page).getByText(`Settled ${captured.charged} tokens`);
  await expect(settled).toBeVisible();
  await page.screenshot({ path: info.outputPath("settled.png") });
  await expect(settled).toHaveCount(0, { timeout: 10_000 });
  await expect(row).toBeVisible();
  expect(await heightOf()).toBe(before);
  guard.expectQuiet();
  await context.close();
});

for (const [look, options] of [
  ["light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
  ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
  ["320 px", { viewport: { width: 320, height: 700 }, colorScheme: "light" }],
] as const) {
  test(`live calls and caps are quiet, accessible and never scroll sideways: ${look}`, async ({ browser }) => {
    const business = businesses.looks;
    // Asked again by its id, the call is the same one.
    await open(business, { callId: "CA7f3d0b6b1c0a4f5e9d21aa0c55e7e219", agentId: "renewals" });
    await client.must("PUT", "/caps", { business, body: { caps: [{ agentId: null, every: "day", limit: 15 }] } });
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const guard = guardPage(page);
    await goToBilling(page, business);
    await expect(calls(page).getByText("CA7f3d…e219")).toBeVisible();
    await page.getByRole("button", { name: "Add a cap" }).click();
    await expect(page.getByRole("button", { name: "Save changes" })).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(options.viewport.width);
    await expectAccessible(page);
    guard.expectQuiet();
    await context.close();
  });
}

test("caps are saved by one form, by keyboard too, and the next call is refused by the cap", async ({ browser }) => {
  const business = businesses.capped;
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = guardPage(page);
  await goToBilling(page, business);
  await page.getByRole("button", { name: "Add a cap" }).click();
  await expect(page.getByRole("region", { name: "Caps" }).getByLabel("Agent", { exact: true })).toBeFocused();
  const limit = page.getByLabel("Cap in tokens for All agents, a day");
  await limit.fill("lots");
  await limit.press("Enter");
  await expect(page.getByText("Write a number of tokens.")).toBeVisible();
  await expect(limit).toBeFocused();
  await limit.fill("15");
  await expect(page.getByText("1 unsaved change")).toBeVisible();
  await limit.press("Enter");
  await expect(page.getByText("Caps saved.", { exact: false })).toBeVisible();
  await expect(page.getByText("0 of 15 tokens used")).toBeVisible();

  const first = await open(business, { callId: "within" });
  await expect(page.getByText("10 of 15 tokens used")).toBeVisible();
  await expect(page.getByText("New calls refused")).toBeVisible();
  const refused = await client.call<{ error: { code: string; details: { cap: { limit: number }; resetsAt: string } } }>(
    "POST",
    "/holds",
    { business, body: { callId: "beyond", service: "outbound_call" } },
  );
  expect(refused.status).toBe(402);
  expect(refused.body.error.code).toBe("cap_reached");
  expect(refused.body.error.details.cap.limit).toBe(15);
  // Calls in progress finish.
  expect((await capture(business, first, 1)).status).toBe("captured");

  await page.getByRole("button", { name: "Remove the cap for All agents" }).click();
  await expect(page.getByText("Removed when you save")).toBeVisible();
  await expect(page.getByRole("button", { name: "Keep the cap for All agents" })).toBeFocused();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("No caps", { exact: true })).toBeVisible();
  expect((await client.must<{ caps: unknown[] }>("GET", "/caps", { business })).caps).toEqual([]);
  guard.expectQuiet();
  await context.close();
});

/** The last column of the composition: its parts, and what the last row says they come to. */
async function sumOfComposition(page: Page): Promise<{ parts: number; available: number }> {
  const rows = await page.getByRole("region", { name: "Where it comes from" }).getByRole("row").all();
  const amounts: number[] = [];
  for (const row of rows.slice(1)) {
    const text = (await row.locator(".amount").textContent()) ?? "";
    amounts.push(Number(text.replace(/\s/g, "").replace("−", "-")));
  }
  return { parts: amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0), available: amounts.at(-1) ?? 0 };
}
