import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { expectAccessible } from "../src/expect-accessible.ts";
import { guardPage } from "../src/page-guard.ts";
import { type StripeObject, type StripeSandbox, startStripeSandbox } from "../src/stripe-sandbox.ts";

const GOOD = "4242424242424242";
const DECLINED = "4000000000000002";
const ASKS_THE_BANK = "4000002760003184";

let sandbox: StripeSandbox;
let shop: { readonly url: string; readonly server: Server };

test.beforeAll(async () => {
  sandbox = await startStripeSandbox();
  shop = await startShop();
});

test.afterAll(async () => {
  await sandbox?.stop();
  shop?.server.close();
});

/** Where customers come from and go back to. */
async function startShop() {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Shop</title><h1>${request.url}</h1>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const openCheckout = (mode: "payment" | "setup" | "subscription", more: Record<string, string> = {}) =>
  sandbox.call("POST", "checkout/sessions", {
    mode,
    success_url: `${shop.url}/thanks?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${shop.url}/basket`,
    ...(mode === "setup" ? { currency: "usd" } : line(mode === "subscription")),
    ...more,
  });

const line = (isRecurring: boolean) => ({
  "line_items[0][price_data][currency]": "usd",
  "line_items[0][price_data][unit_amount]": "4900",
  "line_items[0][price_data][product_data][name]": isRecurring ? "Growth plan" : "1,000 tokens",
  "line_items[0][quantity]": "1",
  ...(isRecurring ? { "line_items[0][price_data][recurring][interval]": "month" } : {}),
});

const sessionNow = ({ id }: StripeObject) => sandbox.call("GET", `checkout/sessions/${id}`);

/** A customer with a card and a monthly plan, and the portal opened for them. */
async function openPortal(): Promise<{ url: string; customer: string; subscription: string }> {
  const { id: customer } = await sandbox.call("POST", "customers", {
    email: "ada@example.test",
    name: "Ada Lovelace",
    payment_method: "pm_card_visa",
    "invoice_settings[default_payment_method]": "pm_card_visa",
  });
  const price = await sandbox.call("POST", "prices", {
    currency: "usd",
    unit_amount: "4900",
    "recurring[interval]": "month",
    "product_data[name]": "Growth plan",
  });
  const { id: subscription } = await sandbox.call("POST", "subscriptions", { customer, "items[0][price]": price.id });
  const session = await sandbox.call("POST", "billing_portal/sessions", {
    customer,
    return_url: `${shop.url}/account`,
  });
  return { url: String(session["url"]), customer, subscription };
}

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** Goes there as somebody without a mouse does; what the tab key does not reach fails the test. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the tab key does not reach it");
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, field(page, label));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

async function arrive(page: Page, path: string): Promise<void> {
  await page.waitForURL((url) => url.origin === shop.url && url.pathname === path);
}

test("a customer pays by keyboard alone and comes back to the shop with the session's id", async ({ page }) => {
  const guard = guardPage(page);
  const session = await openCheckout("payment");
  await page.goto(String(session["url"]));
  await type(page, "Email", "ada@example.test");
  await type(page, "Card number", GOOD);
  await press(page, button(page, "Pay $49.00"));
  await arrive(page, "/thanks");
  expect(new URL(page.url()).searchParams.get("session")).toBe(session.id);
  expect(await sessionNow(session)).toMatchObject({
    status: "complete",
    payment_status: "paid",
    customer_details: { email: "ada@example.test" },
  });
  guard.expectQuiet();
});

test("a declined card is told in words beside the form, and another one pays", async ({ page }) => {
  const guard = guardPage(page);
  const session = await openCheckout("payment", { customer_email: "ada@example.test" });
  await page.goto(String(session["url"]));
  await press(page, page.getByRole("link", { name: "Is declined" }));
  await press(page, button(page, "Pay $49.00"));
  await expect(page.getByRole("alert")).toHaveText("Your card was declined.");
  await expect(field(page, "Card number")).toHaveValue(/^4000 0000 0000 0002$/);
  expect(await sessionNow(session)).toMatchObject({ status: "open", payment_status: "unpaid" });
  await type(page, "Card number", GOOD);
  await press(page, button(page, "Pay $49.00"));
  await arrive(page, "/thanks");
  expect(await sessionNow(session)).toMatchObject({ status: "complete", payment_status: "paid" });
  guard.expectQuiet();
});

test("the bank is asked with 3-D Secure: what fails can be tried again, what is confirmed is paid", async ({
  page,
}) => {
  const guard = guardPage(page);
  const session = await openCheckout("payment", { customer_email: "ada@example.test" });
  await page.goto(String(session["url"]));
  await type(page, "Card number", ASKS_THE_BANK);
  await press(page, button(page, "Pay $49.00"));
  await expect(page.getByRole("heading", { name: "3-D Secure test page" })).toBeVisible();
  await press(page, button(page, "Fail authentication"));
  await expect(page.getByRole("alert")).toContainText("unable to authenticate your payment method");
  expect(await sessionNow(session)).toMatchObject({ status: "open", payment_status: "unpaid" });
  await type(page, "Card number", ASKS_THE_BANK);
  await press(page, button(page, "Pay $49.00"));
  await press(page, button(page, "Complete authentication"));
  await arrive(page, "/thanks");
  expect(await sessionNow(session)).toMatchObject({ status: "complete", payment_status: "paid" });
  guard.expectQuiet();
});

test("whoever turns back comes to the shop's basket, and the session stays open", async ({ page }) => {
  const guard = guardPage(page);
  const session = await openCheckout("payment");
  await page.goto(String(session["url"]));
  await press(page, page.getByRole("link", { name: /Back to/ }));
  await arrive(page, "/basket");
  expect(await sessionNow(session)).toMatchObject({ status: "open", payment_status: "unpaid" });
  guard.expectQuiet();
});

test("a plan is subscribed to with a promotion code, and a card is saved for later", async ({ page }) => {
  const guard = guardPage(page);
  const coupon = await sandbox.call("POST", "coupons", { percent_off: "50", duration: "once" });
  await sandbox.call("POST", "promotion_codes", {
    "promotion[type]": "coupon",
    "promotion[coupon]": coupon.id,
    code: "HALF",
  });
  const plan = await openCheckout("subscription", {
    allow_promotion_codes: "true",
    customer_email: "ada@example.test",
  });
  await page.goto(String(plan["url"]));
  await type(page, "Promotion code", "HALF");
  await page.keyboard.press("Enter");
  await expect(page.getByText("−$24.50")).toBeVisible();
  await press(page, button(page, "Subscribe"));
  await arrive(page, "/thanks");
  const { subscription } = await sessionNow(plan);
  expect(await sandbox.call("GET", `subscriptions/${subscription}`)).toMatchObject({ status: "active" });

  const saving = await openCheckout("setup", { customer_email: "ada@example.test" });
  await page.goto(String(saving["url"]));
  await press(page, button(page, "Save card"));
  await arrive(page, "/thanks");
  expect(await sessionNow(saving)).toMatchObject({ status: "complete", payment_status: "no_payment_required" });
  guard.expectQuiet();
});

test("in the portal a card is added, a plan canceled and kept, an invoice read, all by keyboard", async ({ page }) => {
  const guard = guardPage(page);
  const { url, customer, subscription } = await openPortal();
  await page.goto(url);
  await type(page, "Card number", DECLINED);
  await press(page, button(page, "Add card"));
  await expect(page.getByRole("alert")).toHaveText("Your card was declined.");
  await type(page, "Card number", ASKS_THE_BANK);
  await press(page, button(page, "Add card"));
  await press(page, button(page, "Complete authentication"));
  await expect(page.getByRole("status")).toHaveText("The card was added.");
  await expect(page.getByText("Visa ending in 3184, expires")).toBeVisible();
  await press(page, button(page, /Remove.*4242/));
  await expect(page.getByRole("status")).toHaveText("The card was removed.");
  const cards = await sandbox.call("GET", "payment_methods", { customer });
  expect(cards["data"]).toMatchObject([{ card: { last4: "3184" } }]);

  await press(page, button(page, "Cancel plan"));
  await expect(page.getByRole("status")).toHaveText("Your plan was canceled.");
  expect(await sandbox.call("GET", `subscriptions/${subscription}`)).toMatchObject({ cancel_at_period_end: true });
  await press(page, button(page, "Don’t cancel plan"));
  await expect(page.getByRole("status")).toHaveText("Your plan goes on.");
  expect(await sandbox.call("GET", `subscriptions/${subscription}`)).toMatchObject({ cancel_at_period_end: false });

  await type(page, "Name", "Ada King");
  await press(page, button(page, "Save details"));
  await expect(page.getByRole("status")).toHaveText("Your details were changed.");
  await press(page, page.getByRole("region", { name: "Invoices" }).getByRole("link"));
  await expect(page.getByRole("heading", { name: /^Invoice / })).toBeVisible();
  await page.goBack();
  await press(page, page.getByRole("link", { name: /Return to/ }));
  await arrive(page, "/account");
  guard.expectQuiet();
});

for (const [look, options] of Object.entries({
  light: { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  "320 px": { colorScheme: "light", viewport: { width: 320, height: 640 } },
} as const)) {
  test(`every page of the sandbox is accessible and fits: ${look}`, async ({ browser }) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const guard = guardPage(page);
    for (const [name, address] of await everyPage()) {
      await page.goto(address);
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${name} is too wide`).toBeLessThanOrEqual(0);
      await page.keyboard.press("Tab");
      const isShown = await page.evaluate(() => {
        const focused = document.activeElement ?? document.body;
        return focused === document.body || getComputedStyle(focused).outlineStyle !== "none";
      });
      expect(isShown, `${name} shows where the focus is`).toBe(true);
    }
    guard.expectQuiet();
    await context.close();
  });
}

/** One of each, with something to show. */
async function everyPage(): Promise<[string, string][]> {
  const portal = await openPortal();
  const [payment, plan, expired] = await Promise.all([
    openCheckout("payment", { billing_address_collection: "required", "phone_number_collection[enabled]": "true" }),
    openCheckout("subscription", { allow_promotion_codes: "true" }),
    openCheckout("payment"),
  ]);
  await sandbox.call("POST", `checkout/sessions/${expired.id}/expire`);
  const intent = await sandbox.call("POST", "payment_intents", {
    amount: "4900",
    currency: "usd",
    confirm: "true",
    payment_method: "pm_card_threeDSecure2Required",
    return_url: `${shop.url}/thanks`,
  });
  const subscription = await sandbox.call("GET", `subscriptions/${portal.subscription}`);
  const charges = await sandbox.call("GET", "charges", { customer: portal.customer });
  const [charge] = charges["data"] as StripeObject[];
  const at = (path: string) => `${sandbox.url}${path}`;
  return [
    ["checkout", String(payment["url"])],
    ["checkout of a plan", String(plan["url"])],
    ["expired checkout", at(`/c/pay/${expired.id}`)],
    ["3-D Secure", at(`/3d-secure/${intent.id}`)],
    ["portal", portal.url],
    ["invoice", at(`/invoices/${subscription["latest_invoice"]}`)],
    ["receipt", at(`/receipts/${charge?.id}`)],
    ["objects", at("/_sandbox")],
    ["events", at("/_sandbox/pages/events")],
    ["deliveries", at("/_sandbox/pages/deliveries")],
    ["faults", at("/_sandbox/pages/faults")],
  ];
}
