import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { billingClient } from "../src/billing-client.ts";
import { expectAccessible } from "../src/expect-accessible.ts";
import { guardPage } from "../src/page-guard.ts";
import { enter, signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { choosePackage, expectAvailable, payOnCheckout, returned, section } from "./pay.ts";

let product: Product;
let home: string;
let business: string;
const owner = { name: "Ada Owner", email: "ada-sections@example.test", password: "a long enough password" };
const AGENT = "=front-desk-of-the-harbour-dental-group";

/** A customer with two weeks of use by agents whose names are long, and look like formulas. */
test.beforeAll(async ({ browser }) => {
  home = newHome();
  product = await startProduct(home);
  const page = await browser.newPage();
  business = await signUpWithBusiness(page, product.url, owner, "Forty characters are a long name for one");
  await choosePackage(page, "Growth");
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toBeVisible();
  await billingClient({ url: product.url, key: product.operatorKey }).record(
    Array.from({ length: 14 }, (_, day) =>
      ["ai_agent_request", "sms", "outbound_call"].map((service) => ({
        key: `${service}-${day}`,
        service,
        quantity: service === "outbound_call" ? 600 : 10 + day,
        agentId: day % 2 === 0 ? AGENT : "night-line",
        occurredAt: new Date(Date.now() - day * 86_400_000 - 60_000).toISOString(),
      })),
    ).flat(),
    business,
  );
  await page.close();
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

async function open(page: Page, search = ""): Promise<ReturnType<typeof guardPage>> {
  await enter(page, product.url, owner);
  const guard = guardPage(page);
  await page.goto(`${product.url}/dashboard/billing?business=${business}${search}`);
  // Of all that the page asks for, what the payment provider answers comes last.
  await expect(section(page, "Payment and invoices").getByText("$18.00")).toBeVisible({ timeout: 20_000 });
  return guard;
}

test("a month is worked out as it is typed, and its link works it out again", async ({ page }) => {
  const guard = await open(page);
  const tokens = section(page, "Add tokens");
  await tokens.getByRole("button", { name: "Work out a month" }).click();
  const calculator = page.getByRole("region", { name: "Work out a month" });
  await expect(calculator.getByRole("status")).toContainText("7,620");
  await calculator.getByLabel("Calls a day").fill("80");
  await expect(calculator.getByRole("status")).toContainText("14,940");
  await calculator.getByLabel("Inbound, %").fill("101");
  await expect(calculator.getByText("0 to 100")).toBeVisible();
  await expect(page).toHaveURL(/calc=80-3-60-20-1-0/);
  await page.goto(page.url());
  await expect(page.getByRole("region", { name: "Work out a month" }).getByRole("status")).toContainText("14,940");
  guard.expectQuiet();
});

test("what a package does to the balance and its end is told before it is paid", async ({ page }) => {
  const guard = await open(page);
  const tokens = section(page, "Add tokens");
  await expect(tokens.getByText("They never expire.")).toBeVisible();
  await expect(tokens.getByText(/until about|more than 90 days at this pace/)).toBeVisible();
  await expect(tokens.getByText("Covers 30 days at your pace")).toHaveCount(1);
  await page.getByRole("button", { name: "Compare all features" }).click();
  await expect(page.getByRole("region", { name: "All features of the plans" })).toContainText("White label");
  guard.expectQuiet();
});

test("the explorer counts tokens, units or money, beside the period before, and the address keeps it", async ({
  page,
}) => {
  const guard = await open(page);
  const usage = section(page, "Usage");
  await usage.getByLabel("Measure").selectOption("units");
  await expect(usage.getByText("counted in another unit").first()).toBeVisible();
  await usage.getByRole("button", { name: "SMS" }).click();
  await expect(usage.getByText(/^messages,/)).toBeVisible();
  await usage.getByLabel("Measure").selectOption("money");
  await expect(usage.getByText(/a token, what you paid on average/)).toBeVisible();
  await usage.getByLabel("Measure").selectOption("tokens");
  await usage.getByRole("button", { name: "Compare" }).click();
  await expect(usage.getByTestId("compared")).toBeVisible();
  await expect(page).toHaveURL(/compare=previous/);
  await expectAccessible(page, { within: ["#usage", "#agents"] });
  guard.expectQuiet();
});

test("sweeping over bars makes them the range; the two dates do the same without a mouse", async ({ page }) => {
  await open(page);
  const bars = section(page, "Usage")
    .getByRole("group", { name: /^Tokens used/ })
    .getByRole("button");
  await expect(bars).toHaveCount(30);
  await bars.nth(20).hover();
  await page.mouse.down();
  await bars.nth(22).hover();
  await expect(page.getByTestId("brush")).toBeVisible();
  await bars.nth(24).hover();
  await page.mouse.up();
  await expect(page).toHaveURL(/range=custom/);
  await expect(bars).toHaveCount(5);
  await expect(section(page, "Usage").getByLabel("From")).toBeVisible();
});

test("the file is the table, and a name that looks like a formula is only a name", async ({ page }) => {
  await open(page, "&by=agent&view=table");
  const download = page.waitForEvent("download");
  await section(page, "Usage").getByRole("button", { name: "Save this table as CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^usage-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d-by-agent\.csv$/);
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines[0]).toContain(`'${AGENT}`);
  const rows = section(page, "Usage").getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(lines.length);
});

test("an agent opens to what one of its calls costs, and leads to its entries", async ({ page }) => {
  const guard = await open(page);
  await section(page, "Agents").getByRole("button", { name: "night-line" }).click();
  const panel = page.getByRole("dialog", { name: "Agent night-line" });
  await expect(panel.getByText("Tokens a call")).toBeVisible();
  await expectAccessible(page, { within: ["dialog"] });
  await panel.getByRole("button", { name: "See its entries" }).click();
  await expect(page).toHaveURL(/agent=night-line/);
  guard.expectQuiet();
});

test("a phone keeps the balance and the way to more in reach, and hides neither focus nor content", async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const guard = await open(page);
  const bar = page.getByRole("region", { name: "Balance and adding tokens" });
  await expect(bar).toBeInViewport();
  await expect(bar).toContainText("tokens");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await bar.getByRole("button", { name: "Add tokens" }).click();
  await expect(section(page, "Add tokens")).toBeFocused();
  await expect(bar).toBeInViewport();
  guard.expectQuiet();
  await context.close();
});

test("on paper the ledger stands alone, and an open receipt instead of it", async ({ page }) => {
  await open(page);
  await page.emulateMedia({ media: "print" });
  await expect(section(page, "History")).toBeVisible();
  await expect(page.locator("#usage")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await section(page, "History").getByRole("link").first().click();
  await expect(page.getByRole("dialog").getByRole("link", { name: "Report a problem" })).toHaveAttribute(
    "href",
    /^mailto:.+\?subject=Question/,
  );
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("dialog").getByText("Proof")).toBeVisible();
  await expect(page.locator("#history")).toBeHidden();
});

test("a payment that is not confirmed yet is a ghost beside the figure and a row above the ledger", async ({
  page,
}) => {
  const guard = await open(page);
  await page.route(/purchases\.list/, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({
      response: answer,
      body: text.replaceAll('"status":"paid"', '"status":"processing"').replaceAll(/"tokens":2000/g, '"tokens":2001'),
    });
  });
  await page.reload();
  await expect(page.getByTestId("arriving")).toContainText("+2,200 arriving");
  await expect(page.getByTestId("arriving-rows").getByText("Processing")).toBeVisible();
  await expectAvailable(page, ".");
  guard.expectQuiet();
});
