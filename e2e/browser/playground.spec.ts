import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../src/expect-accessible.ts";
import { guardPage } from "../src/page-guard.ts";
import { createBusiness, enter, signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

let product: Product;
let home: string;
const owner = { name: "Ada Owner", email: "ada-plays@example.test", password: "a long enough password" };
let businesses: { first: string; many: string; looks: string };

test.beforeAll(async ({ browser }) => {
  home = newHome();
  product = await startProduct(home);
  const page = await browser.newPage();
  const first = await signUpWithBusiness(page, product.url, owner, "First Steps");
  const more = async (name: string) => {
    await page.goto(`${product.url}/new-business`);
    return createBusiness(page, product.url, name);
  };
  businesses = { first, many: await more("Fifty at Once"), looks: await more("All Looks") };
  await page.close();
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const calls = (page: Page) => page.getByRole("region", { name: "Calls", exact: true });
const log = (page: Page) => page.getByRole("region", { name: "What happened" });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function openPlayground(browser: Browser, business: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const guard = guardPage(page);
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing?business=${business}`);
  // The sandbox banner, which comes a moment later, leads there too.
  await page.getByRole("banner").getByRole("link", { name: "Playground" }).click();
  await page.getByRole("heading", { name: "Playground" }).waitFor();
  return { page, guard, close: () => context.close() };
}

test("a newcomer starts a call, sees its seconds cost tokens, crashes it, and settles it after it was abandoned", async ({
  browser,
}) => {
  const { page, guard, close } = await openPlayground(browser, businesses.first);
  await page.getByLabel("Agent").fill("renewals");
  await press(page, "Start a call");
  const row = calls(page).getByRole("row").filter({ hasText: "renewals" });
  const seconds = async () => Number((await row.textContent())?.match(/0:(\d\d)/)?.[1]);
  await expect(row).toContainText(/0:\d\d/);
  for (let more = 0; more < 3; more += 1) await expect.poll(seconds).toBeGreaterThan(await seconds());
  await expect(row.locator(".amount")).toHaveText(/^0\.[1-9]/);
  await expect(page.getByTestId("held")).toContainText("Held 10.0");
  await expect(page.getByTestId("available")).toContainText("90.0");

  await row.getByRole("button", { name: /Crash/ }).click();
  await expect(row).toContainText("Crashed. Abandoned in");
  await press(page, "+ 10 minutes");
  await expect(row).toContainText("Abandoned: charged up to its last heartbeat", { timeout: 20_000 });
  await expect(page.getByTestId("available")).toContainText("100.0");
  await row.getByRole("button", { name: /Report its end/ }).click();
  await expect(calls(page).getByText("No calls")).toBeVisible();
  await expect(log(page)).toContainText("settled once");
  await expect(page.getByTestId("available")).toContainText("99.");

  await press(page, "Send an SMS");
  await expect(log(page)).toContainText("SMS, 1 message recorded");
  await log(page).locator("summary").first().click();
  const command = await log(page).locator("pre").first().textContent();
  expect(command).toContain(`curl -X POST ${product.url}/api/billing/usage`);
  expect(command).toContain(`Farebox-Business: ${businesses.first}`);
  guard.expectQuiet();
  await close();
});

test("fifty calls at once take what the balance covers; drained, they go on with what they hold", async ({
  browser,
}) => {
  const { page, guard, close } = await openPlayground(browser, businesses.many);
  await press(page, "Start 50");
  await expect(page.getByText("10 started, 40 refused.")).toBeVisible();
  await expect(calls(page).getByRole("row")).toHaveCount(11);
  await expect(log(page)).toContainText("40 × Outbound call refused: a call needs 10 tokens to start");
  await expect(page.getByTestId("available")).toContainText(/^0\.0/);
  await calls(page).getByRole("button", { name: "Hang up all" }).click();
  await expect(calls(page).getByText("No calls")).toBeVisible();

  await press(page, "Start a call");
  await press(page, "Drain the balance");
  await expect(log(page)).toContainText("the balance is drained");
  await expect(calls(page).getByRole("row")).toHaveCount(2);
  await press(page, "Send an SMS");
  await expect(log(page)).toContainText("SMS refused: not enough tokens");
  await page.getByRole("link", { name: "Add tokens" }).click();
  await expect(page).toHaveURL(/dashboard\/billing\?business=.*#tokens/);
  await expect(page.getByRole("region", { name: "Live calls" })).toBeVisible();
  guard.expectQuiet();
  await close();
});

for (const [look, options] of [
  ["light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
  ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
  ["320 px", { viewport: { width: 320, height: 700 }, colorScheme: "dark" }],
] as const) {
  test(`the playground is quiet, accessible and never scrolls sideways: ${look}`, async ({ browser }, info) => {
    const { page, guard, close } = await openPlayground(browser, businesses.looks, options);
    await press(page, "Start a call");
    await page
      .getByRole("button", { name: /^Crash the handler/ })
      .last()
      .press("Enter");
    await press(page, "Start a call");
    await expect(calls(page).getByText("0:02").first()).toBeVisible();
    await log(page).locator("summary").first().click();
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(options.viewport.width);
    await expectAccessible(page);
    await page.screenshot({ fullPage: true, path: info.outputPath("look.png") });
    guard.expectQuiet();
    await close();
  });
}
