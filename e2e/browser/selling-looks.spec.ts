import { type Browser, expect, type Page, test } from "@playwright/test";
import { type BillingClient, billingClient } from "../src/billing-client.ts";
import { expectAccessible } from "../src/expect-accessible.ts";
import { guardPage } from "../src/page-guard.ts";
import { signIn, signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { choosePackage, payOnCheckout, returned, section } from "./pay.ts";

let product: Product;
let home: string;
let client: BillingClient;
let bought: string;
const owner = { name: "Ada Owner", email: "ada-looks@example.test", password: "a long enough password" };

/** A customer with everything that can be seen: use of a month, a package, a plan that ends, a card. */
test.beforeAll(async ({ browser }) => {
  home = newHome();
  product = await startProduct(home);
  client = billingClient({ url: product.url, key: product.operatorKey });
  const page = await browser.newPage();
  bought = await signUpWithBusiness(page, product.url, owner, "In All Looks");
  await choosePackage(page, "Growth");
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toBeVisible();
  await client.record(
    Array.from({ length: 28 }, (_, day) => ({
      key: `day-${day}`,
      service: "ai_agent_request",
      quantity: 40 + day,
      occurredAt: new Date(Date.now() - day * 86_400_000 - 60_000).toISOString(),
    })),
    bought,
  );
  await page.getByRole("button", { name: "Subscribe: Starter" }).click();
  await page.getByRole("checkbox", { name: /I agree to pay/ }).check();
  await page.getByRole("button", { name: "Continue to payment, $9.00" }).click();
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toContainText("You are on Starter.");
  await page.close();
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const LOOKS = [
  ["light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
  ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }],
  ["800 px", { viewport: { width: 800, height: 900 }, colorScheme: "light" }],
  ["320 px", { viewport: { width: 320, height: 700 }, colorScheme: "light" }],
  ["320 px, dark", { viewport: { width: 320, height: 700 }, colorScheme: "dark" }],
] as const;

for (const [look, options] of LOOKS) {
  test(`what is bought and paid is quiet, accessible and never scrolls sideways: ${look}`, async ({ browser }) => {
    const { page, close } = await openPage(browser, options);
    const guard = guardPage(page);
    await page.goto(`${product.url}/dashboard/billing?business=${bought}`);
    await expect(section(page, "Payment and invoices").getByText("$18.00")).toBeVisible({
      // Comes from the payment provider, after everything else of the page.
      timeout: 20_000,
    });
    await expect(section(page, "Plan").getByText("At your pace", { exact: false })).toBeVisible();
    await expect(section(page, "Automatic top-up").getByRole("switch")).toBeEnabled();
    await expectGood(page, options.viewport.width);

    await page.getByRole("button", { name: "Upgrade: Pro" }).click();
    await expect(page.getByRole("dialog").getByText("Due now")).toBeVisible();
    await expectGood(page, options.viewport.width);
    await page.keyboard.press("Escape");

    await section(page, "Plan").getByRole("button", { name: "Cancel plan", exact: true }).click();
    await expect(page.getByRole("dialog", { name: "Cancel Starter?" })).toBeVisible();
    await expectGood(page, options.viewport.width);
    await page.keyboard.press("Escape");

    await section(page, "Automatic top-up").getByRole("switch").check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("dialog", { name: "Turn on automatic top-up?" })).toBeVisible();
    await expectGood(page, options.viewport.width);
    await page.keyboard.press("Escape");
    guard.expectQuiet();
    await close();
  });
}

test("a plan can be chosen, read and left by keyboard alone, and the focus comes back to where it was", async ({
  browser,
}) => {
  const { page, close } = await openPage(browser, LOOKS[0][1]);
  await page.goto(`${product.url}/dashboard/billing?business=${bought}`);
  const upgrade = page.getByRole("button", { name: "Upgrade: Pro" });
  await upgrade.waitFor();
  await page.keyboard.press("p");
  await expect(section(page, "Plan")).toBeFocused();
  for (let step = 0; step < 12 && !(await upgrade.evaluate((one) => one === document.activeElement)); step++)
    await page.keyboard.press("Tab");
  await expect(upgrade).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Upgrade to Pro" }).getByText("Due now")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(upgrade).toBeFocused();

  const chosen = section(page, "Add tokens").getByRole("radio", { checked: true });
  await chosen.waitFor();
  await page.keyboard.press("a");
  await expect(section(page, "Add tokens")).toBeFocused();
  // What works out a month stands before the packages.
  for (let step = 0; step < 12 && !(await chosen.evaluate((one) => one === document.activeElement)); step++)
    await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(chosen).toBeFocused();
  await close();
});

test("a member sees prices, plan and invoices, and who can change them", async ({ browser }) => {
  const { page, close } = await openPage(browser, LOOKS[0][1]);
  await page.goto(`${product.url}/dashboard/members?business=${bought}`);
  const member = { name: "Mia Member", email: "mia-looks@example.test", password: "a long enough password" };
  await page.getByLabel("E-mail").fill(member.email);
  await page.getByLabel("Role", { exact: true }).selectOption("member");
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText(`Invitation sent to ${member.email}.`)).toBeVisible();
  await close();
  const context = await browser.newContext();
  const theirs = await context.newPage();
  const invitation = await findInvitation(member.email);
  await theirs.goto(`${product.url}/sign-up?redirect=${encodeURIComponent(invitation)}`);
  await theirs.getByLabel("Your name").fill(member.name);
  await theirs.getByLabel("E-mail").fill(member.email);
  await theirs.getByLabel("Password", { exact: true }).fill(member.password);
  await theirs.getByRole("button", { name: "Create an account" }).click();
  await theirs.getByRole("button", { name: "Accept" }).click();
  await theirs.waitForURL(/dashboard\/billing/);
  await expect(section(theirs, "Plan")).toContainText("Owners and the billing role can change the plan.");
  await expect(section(theirs, "Add tokens")).toContainText("Owners and the billing role can buy tokens.");
  await expect(section(theirs, "Automatic top-up")).toContainText("Owners and the billing role can change it.");
  await expect(section(theirs, "Payment and invoices").getByText("$18.00")).toBeVisible();
  for (const name of [/Upgrade/, /Cancel plan/, /Pay \$/, /Add a card/, /Turn on/])
    await expect(theirs.getByRole("button", { name })).toHaveCount(0);
  await context.close();
});

/** The address in the mail that a local installation keeps. */
async function findInvitation(email: string): Promise<string> {
  const mail = (await (await fetch(`${product.url}/dev/mail.json`)).json()) as {
    items: { to: string; text: string }[];
  };
  const text = mail.items.find(({ to }) => to.includes(email))?.text ?? "";
  return /\/invitations\/[\w-]+/.exec(text)?.[0] ?? "";
}

async function openPage(browser: Browser, options: (typeof LOOKS)[number][1]) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signIn(page, product.url, owner);
  return { page, close: () => context.close() };
}

async function expectGood(page: Page, width: number): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  await expectAccessible(page);
}
