import { expect, test } from "@playwright/test";
import { billingClient } from "../src/billing-client.ts";
import { expectFit } from "../src/expect-fit.ts";
import { inDatabase } from "../src/in-database.ts";
import { guardPage } from "../src/page-guard.ts";
import { createBusiness, enter, signIn, signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

let product: Product;
let home: string;
let business: string;
let foreign: string;
const owner = { name: "Ada Owner", email: "ada@example.test", password: "a long enough password" };
const operator = { name: "Olive Operator", email: "olive@example.test", password: "a long enough password" };
const PHONE = { width: 360, height: 740 };

test.beforeAll(async ({ browser }) => {
  home = newHome();
  product = await startProduct(home);
  for (const person of [owner, operator]) {
    const page = await (await browser.newContext()).newPage();
    const made = await signUpWithBusiness(page, product.url, person, `Business of ${person.name}`);
    if (person === owner) {
      business = made;
      await page.goto(`${product.url}/new-business`);
      await createBusiness(page, product.url, "Second Business");
    }
    await page.context().close();
  }
  await inDatabase(product, "update users set role = 'operator' where email = $1", [operator.email]);
  const client = billingClient({ url: product.url, key: product.operatorKey });
  foreign = (await client.createBusiness("Somebody Else", { timeZone: "Asia/Kolkata" })).id;
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

test("every action is a command: found by a part of its name, done with Enter, from whichever page", async ({
  page,
}) => {
  const guard = guardPage(page);
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing?business=${business}`);
  await expect(page.getByRole("button", { name: "Commands" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: "Commands" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await expectFit(page);
  await page.keyboard.type("export");
  await page.keyboard.press("Enter");
  await expect(palette).toBeHidden();
  await expect(page.getByRole("button", { name: "Export" })).toBeFocused();

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("go webhooks");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Webhooks" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("low-balance");
  await page.keyboard.press("Enter");
  await expect(page.locator("#alerts")).toBeFocused();

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("switch second");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^Second Business/ })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("nothing is called that");
  await expect(palette.getByText("No command is called that.").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  guard.expectQuiet();
});

test("single keys go where they say, in either case, and not at all once they are turned off", async ({ page }) => {
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing?business=${business}`);
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
  for (const [key, place] of [
    ["a", "#tokens"],
    ["U", "#usage"],
    ["p", "#plan"],
    ["H", "#history"],
    ["E", "#export"],
    ["/", "#history-search"],
  ] as const) {
    await page.locator("h1").click();
    await page.keyboard.press(key);
    await expect(page.locator(place)).toBeFocused();
  }
  await page.keyboard.type("a");
  await expect(page.locator("#history-search")).toHaveValue("a");
  await page.keyboard.press("Backspace");
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await expectFit(page);
  await page.getByRole("checkbox", { name: "Single-key shortcuts" }).press("Space");
  await page.keyboard.press("Escape");
  await page.keyboard.press("u");
  await expect(page.locator("#usage")).not.toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("the sandbox says that it is one, shows its clock, and is quiet once it was sent away", async ({ page }) => {
  const guard = guardPage(page);
  await page.setViewportSize(PHONE);
  await signIn(page, product.url, owner);
  const banner = page.getByRole("complementary", { name: "Sandbox" });
  await expect(banner.getByRole("link", { name: "Mail inbox" })).toHaveAttribute("href", "/dev/mail");
  await expect(banner.getByRole("link", { name: "Playground" })).toBeVisible();
  await banner.getByRole("button", { name: "Clock" }).press("Enter");
  const clock = page.getByRole("dialog", { name: "Clock of the sandbox" });
  await expect(clock.getByText("Operators of this installation")).toBeVisible();
  await expectFit(page);
  await page.keyboard.press("Escape");
  await banner.getByRole("button", { name: "Hide the sandbox notice" }).press("Enter");
  await expect(banner).toBeHidden();
  await page.reload();
  await expect(page.getByText("Available now")).toBeVisible();
  await expect(banner).toBeHidden();
  guard.expectQuiet();
});

test("an operator sees any business as its members do, is told so, and can buy and change nothing", async ({
  page,
}) => {
  const guard = guardPage(page);
  await enter(page, product.url, operator);
  await page.goto(`${product.url}/dashboard/billing?business=${foreign}`);
  await expect(page.getByRole("complementary", { name: "Viewing as Somebody Else" })).toBeVisible();
  await expect(page.getByTestId("available")).toContainText("100.0");
  await expect(page.getByText("Asia/Kolkata").first()).toBeAttached();
  await expect(page.locator("#payment")).toBeVisible();
  await expect(page.locator("#alerts li").first()).toBeVisible();
  await expect(
    page
      .getByRole("main")
      .getByRole("button", { name: /^(Add tokens|Pay|Continue to payment|Upgrade|Turn on|Save changes)/ }),
  ).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Notices/ })).toHaveCount(0);
  await expectFit(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Notices" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Mark all as read" })).toHaveCount(0);
  await page.getByRole("link", { name: "Leave" }).click();
  await expect(page.getByRole("button", { name: /^Business of Olive/ })).toBeVisible();
  guard.expectQuiet();
});

test("a business of others stays closed to everybody else", async ({ page }) => {
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing?business=${foreign}`);
  await expect(page.getByRole("heading", { name: "You do not have this business" })).toBeVisible();
  await expect(page.getByText("Somebody Else")).toHaveCount(0);
  await page.getByRole("link", { name: "Go to billing" }).click();
  await expect(page.getByText("Available now")).toBeVisible();
});

for (const [look, options] of [
  ["light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
  ["360 px, dark", { viewport: PHONE, colorScheme: "dark" }],
  ["360 px, German", { viewport: PHONE, locale: "de-DE" }],
  ["Arabic", { viewport: { width: 1280, height: 900 }, locale: "ar" }],
] as const) {
  test(`every page of the settings is quiet and accessible, side by side with the others: ${look}`, async ({
    browser,
  }) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const guard = guardPage(page);
    await page.request.post(`${product.url}/api/auth/sign-in/email`, {
      data: { email: owner.email, password: owner.password },
      headers: { origin: product.url },
    });
    for (const path of ["keys", "members", "webhooks", "notices"]) {
      await page.goto(`${product.url}/dashboard/${path}?business=${business}`);
      await expect(page.locator("main nav [aria-current=page]")).toHaveAttribute(
        "href",
        new RegExp(`/dashboard/${path}`),
      );
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectFit(page);
    }
    guard.expectQuiet();
    await context.close();
  });
}
