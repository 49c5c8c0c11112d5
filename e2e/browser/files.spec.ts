import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { billingClient } from "../src/billing-client.ts";
import { expectAccessible } from "../src/expect-accessible.ts";
import { enter, signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

let product: Product;
let home: string;
const owner = { name: "Ada Owner", email: "ada@example.test", password: "a long enough password" };

test.beforeAll(async ({ browser }) => {
  home = newHome();
  product = await startProduct(home);
  const page = await browser.newPage();
  const business = await signUpWithBusiness(page, product.url, owner, "First Business");
  await page.close();
  const client = billingClient({ url: product.url, key: product.operatorKey });
  await client.grant(business, { key: "plenty", tokens: 1_000 });
  await client.record([
    { key: "one", service: "sms", quantity: 2, businessId: business },
    { key: "two", service: "ai_agent_request", quantity: 1, businessId: business },
  ]);
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

async function save(page: Page, choose: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), choose()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("the history is saved as filtered, by keyboard alone", async ({ page }) => {
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing?type=usage&service=sms`);
  const history = page.locator("#history");
  await expect(history.getByRole("row").filter({ hasText: "SMS" }).first()).toBeVisible();
  await page.keyboard.press("e");
  await expect(history.getByRole("button", { name: "Export" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "History as CSV" })).toBeVisible();
  await expectAccessible(page, { within: ["#history"] });
  const filtered = await save(page, () => page.getByRole("menuitem", { name: "History as CSV" }).press("Enter"));
  expect(filtered.name).toBe("farebox-transactions.csv");
  expect(filtered.text.trimEnd().split("\r\n")).toHaveLength(2);

  await history.getByRole("button", { name: "Export" }).press("Enter");
  await page.getByRole("menuitemradio", { name: "Everything" }).press("Enter");
  await history.getByRole("button", { name: "Export" }).press("Enter");
  const all = await save(page, () => page.getByRole("menuitem", { name: "History as JSON lines" }).press("Enter"));
  expect(all.text.trimEnd().split("\n")).toHaveLength(4);
});

test("amount and status narrow the history by chips that stand in the address, and its file alike", async ({
  page,
}) => {
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing`);
  const history = page.locator("#history");
  await history.getByLabel("Status", { exact: true }).selectOption({ label: "Settled" });
  await history.getByRole("button", { name: "Amount", exact: true }).click();
  await history.getByLabel("At least, tokens").fill("500");
  await history.getByLabel("At least, tokens").press("Enter");
  await expect(page).toHaveURL(/least=500/);
  await expect(page).toHaveURL(/status=settled/);
  await expect(history.getByText("1 entry shown. That is all.")).toBeVisible();
  await expect(history.getByRole("row").filter({ hasText: "+1,000" })).toHaveCount(1);
  await history.getByRole("button", { name: "Export" }).press("Enter");
  const saved = await save(page, () => page.getByRole("menuitem", { name: "History as JSON lines" }).press("Enter"));
  expect(saved.text.trimEnd().split("\n")).toHaveLength(1);
  await history.getByRole("button", { name: "Remove filter: At least 500" }).click();
  await expect(page).not.toHaveURL(/least=/);
  await expect(history.getByText("4 entries shown. That is all.")).toBeVisible();
});

test("each month has its statement under the invoices", async ({ page }) => {
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing`);
  const payment = page.locator("#payment");
  await expect(payment.getByRole("heading", { name: "Monthly statements" })).toBeVisible();
  const pdf = await save(page, () =>
    payment
      .getByRole("link", { name: /^PDF, statement of/ })
      .first()
      .click(),
  );
  expect(pdf.name).toMatch(/^farebox-statement-\d{4}-\d{2}\.pdf$/);
  expect(pdf.text.startsWith("%PDF-")).toBe(true);
  const csv = await save(page, () =>
    payment
      .getByRole("link", { name: /^CSV, statement of/ })
      .first()
      .click(),
  );
  expect(csv.text).toContain("closing,,Balance so far,,,,1098,");
  await expectAccessible(page, { within: ["#payment"] });
});
