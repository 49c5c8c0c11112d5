import { expect, type Page, test } from "@playwright/test";
import { type BillingClient, billingClient } from "../src/billing-client.ts";
import { guardPage } from "../src/page-guard.ts";
import { signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { choosePackage, expectAvailable, payOnCheckout, returned, section } from "./pay.ts";

type Purchases = { items: { status: string; package: string }[] };

let product: Product;
let home: string;
let client: BillingClient;

test.beforeAll(async () => {
  home = newHome();
  product = await startProduct(home);
  client = billingClient({ url: product.url, key: product.operatorKey });
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

/** A person of their own on the billing page of a business of its own, with 100 trial tokens. */
async function open(page: Page, name: string): Promise<string> {
  const email = `${name.toLowerCase().replaceAll(" ", "-")}@example.test`;
  const person = { name: "Ada Owner", email, password: "a long enough password" };
  const business = await signUpWithBusiness(page, product.url, person, name);
  await section(page, "Add tokens").waitFor();
  return business;
}

const purchasesOf = (business: string) => client.must<Purchases>("GET", "/purchases", { business });

test("sign up, 100 trial tokens, a call deducts, buy a package, subscribe, and the history shows all", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = guardPage(page);
  const person = { name: "Grace New", email: "grace@example.test", password: "a long enough password" };
  const business = await signUpWithBusiness(page, product.url, person, "Harbour Dental");
  await expectAvailable(page, "100.0");

  await client.record([{ key: "first", service: "outbound_call", quantity: 60, ref: "first-call" }], business);
  await expectAvailable(page, "98.0");

  await choosePackage(page, "Growth");
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toContainText("2,200 tokens added.");
  await expectAvailable(page, "2,298.0");

  await page.getByRole("button", { name: "Subscribe: Pro" }).click();
  const dialog = page.getByRole("dialog", { name: "Subscribe to Pro" });
  await expect(dialog.getByText("Due now")).toBeVisible();
  await expect(dialog).toContainText("+5,000 as soon as it is paid");
  const confirm = dialog.getByRole("button", { name: "Continue to payment, $29.00" });
  await confirm.click();
  await expect(dialog.getByText("Tick this to go on.")).toBeVisible();
  await dialog.getByRole("checkbox", { name: /I agree to pay \$29\.00 now/ }).check();
  await confirm.click();
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toContainText("You are on Pro.");
  await expectAvailable(page, "7,298.0");
  await expect(section(page, "Plan")).toContainText("Renews");

  const history = section(page, "History");
  for (const [what, tokens] of [
    ["Plan tokens", "+5,000"],
    ["Purchased tokens", "+2,000"],
    ["Bonus tokens", "+200"],
    ["first-call", "−2"],
    ["Trial tokens", "+100"],
  ] as const) {
    await expect(history.getByRole("row").filter({ hasText: what })).toContainText(tokens);
  }
  const payment = section(page, "Payment and invoices");
  await expect(payment.getByRole("row").filter({ hasText: "$18.00" })).toContainText("Paid");
  await expect(payment.getByRole("row").filter({ hasText: "$29.00" })).toContainText("Paid");
  guard.expectQuiet();
  await context.close();
});

test("double click, back button, two tabs and refresh: one payment", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const business = await open(page, "One Payment");
  const pay = page.getByRole("button", { name: "Continue to payment" });
  await pay.dblclick();
  await page.waitForURL(/\/c\/pay\//);
  const checkout = page.url();

  await page.goBack();
  await section(page, "Add tokens").waitFor();
  await expect(page.getByText("is not paid yet")).toBeVisible();
  await pay.click();
  await page.waitForURL(/\/c\/pay\//);
  expect(page.url()).toBe(checkout);

  const other = await context.newPage();
  await other.goto(`${product.url}/dashboard/billing?business=${business}`);
  await other.getByRole("button", { name: "Continue to payment" }).first().click();
  await other.waitForURL(/\/c\/pay\//);
  expect(other.url()).toBe(checkout);

  await payOnCheckout(page);
  await expect(returned(page, "paid")).toBeVisible();
  const back = page.url();
  await page.reload();
  await expect(returned(page, "paid")).toContainText("2,200 tokens added.");
  await other.goto(back);
  await expect(returned(other, "paid")).toBeVisible();
  await expectAvailable(other, "2,300.0");
  expect((await purchasesOf(business)).items.map(({ status }) => status)).toEqual(["paid"]);
  await expect(section(page, "Add tokens").getByText("Buying again is a second payment")).toBeVisible();
  await context.close();
});

test("a page that waits hears of the payment that another tab made, without a reload", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const business = await open(page, "Waiting");
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL(/\/c\/pay\//);
  const [purchase] = (await client.must<{ items: { purchaseId: string }[] }>("GET", "/purchases", { business })).items;
  const waiting = await context.newPage();
  await waiting.goto(`${product.url}/dashboard/billing/return?business=${business}&purchase=${purchase?.purchaseId}`);
  await expect(returned(waiting, "waiting")).toContainText("there is nothing else to do");
  await payOnCheckout(page);
  await expect(returned(waiting, "paid")).toContainText("2,200 tokens added.");
  await expectAvailable(waiting, "2,300.0");
  await waiting.getByRole("button", { name: "Close" }).click();
  await expect(waiting).toHaveURL(/\/dashboard\/billing\?business=/);
  await context.close();
});

test("whoever leaves the payment page is told that nothing was charged, and can go on", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await open(page, "Left");
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.getByRole("link", { name: /Back to/ }).click();
  await expect(returned(page, "canceled")).toContainText("Nothing was charged.");
  await returned(page, "canceled").getByRole("button", { name: "Continue to payment" }).click();
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toBeVisible();
  await context.close();
});

test("a declined card adds nothing; another one then pays, once", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const business = await open(page, "Declined");
  await choosePackage(page, "Starter");
  await payOnCheckout(page, "hasNoFunds");
  await expect(page.getByText(/insufficient funds/i).first()).toBeVisible();
  expect((await client.must<{ available: number }>("GET", "/balance", { business })).available).toBe(100);
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toContainText("500 tokens added.");
  await expectAvailable(page, "600.0");
  await context.close();
});

test("3-D Secure: the bank's page opens, and brings back to tokens", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await open(page, "Bank Asks");
  await choosePackage(page, "Starter");
  await payOnCheckout(page, "asksTheBank");
  await page.getByRole("button", { name: "Complete authentication" }).click();
  await expect(returned(page, "paid")).toContainText("500 tokens added.");
  await expectAvailable(page, "600.0");
  await context.close();
});

test("a plan is upgraded after its amounts were shown, canceled with one screen, and kept again", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = guardPage(page);
  await open(page, "Plans");
  await page.getByRole("button", { name: "Subscribe: Starter" }).click();
  await page.getByRole("checkbox", { name: /I agree to pay/ }).check();
  await page.getByRole("button", { name: "Continue to payment, $9.00" }).click();
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toContainText("You are on Starter.");
  await expectAvailable(page, "1,100.0");

  await page.getByRole("button", { name: "Upgrade: Pro" }).click();
  const upgrade = page.getByRole("dialog", { name: "Upgrade to Pro" });
  await upgrade.getByRole("checkbox").check();
  await upgrade.getByRole("button", { name: /^Pay \$(20\.00|19\.9\d) and upgrade$/ }).click();
  await expect(returned(page, "paid")).toContainText("You are on Pro.");
  await expect(page.getByTestId("available")).toContainText(/5,(0|1)\d\d/);

  const plan = section(page, "Plan");
  await plan.getByRole("button", { name: "Cancel plan", exact: true }).click();
  const cancel = page.getByRole("dialog", { name: "Cancel Pro?" });
  await expect(cancel).toContainText("Nothing more is charged.");
  await cancel.getByRole("button", { name: "Cancel Pro" }).click();
  await expect(cancel).toBeHidden();
  await expect(page.getByRole("region", { name: "Needs attention" })).toContainText("Pro ends on");
  await plan.getByRole("button", { name: "Keep Pro" }).click();
  await expect(plan).toContainText("Renews");
  await expect(page.getByRole("region", { name: "Needs attention" })).toHaveCount(0);
  guard.expectQuiet();
  await context.close();
});

test("automatic top-up is agreed to in amounts, buys when the balance falls, and is turned off again", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = guardPage(page);
  const business = await open(page, "Automatic");
  const auto = section(page, "Automatic top-up");
  await expect(auto.getByText("It needs a saved card.")).toBeVisible();
  await section(page, "Payment and invoices").getByRole("button", { name: "Add a card" }).click();
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toContainText("Your card is saved.");
  await expect(section(page, "Payment and invoices")).toContainText("Visa ••4242");

  await auto.getByLabel("Falls below, in tokens").fill("50");
  await auto.getByLabel("Most in a month").fill("17");
  await auto.getByRole("switch").check();
  const track = page.getByRole("figure", { name: "On the way down" });
  await expect(track).toContainText("100 tokens now");
  await expect(track).toContainText("Below 50: 2,200 are added, to about 2,250");
  const save = page.getByRole("button", { name: "Save changes" });
  await save.click();
  await expect(auto.getByText(/one package has to fit/)).toBeVisible();
  await auto.getByLabel("Most in a month").fill("36");
  await save.click();
  const dialog = page.getByRole("dialog", { name: "Turn on automatic top-up?" });
  await expect(dialog).toContainText("Visa ••4242 is charged $18.00");
  await expect(dialog).toContainText("At most $36.00 in a month: 2 times.");
  await dialog.getByRole("button", { name: "Turn on", exact: true }).click();
  await expect(dialog.getByText("Tick this to go on.")).toBeVisible();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Turn on", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(auto.getByText("Saved.", { exact: true })).toBeVisible();
  await expect(save).toBeHidden();

  await client.record([{ key: "drop", service: "ai_agent_request", quantity: 60 }], business);
  // A rule that was just turned on is known within three seconds.
  await expect(page.getByTestId("available")).toContainText("2,240.0", { timeout: 20_000 });
  await expect(section(page, "History").getByRole("row").filter({ hasText: "Top-up" }).first()).toContainText("+2,");
  await expect(auto).toContainText("$18.00 of $36.00");
  await auto.getByRole("switch").uncheck();
  await save.click();
  await expect(auto.getByText("Automatic top-up is off.", { exact: false })).toBeVisible();
  await expect(track).not.toContainText("are added");

  const payment = section(page, "Payment and invoices");
  await payment.getByRole("button", { name: "Change billing details" }).click();
  await payment.getByLabel("E-mail", { exact: true }).fill("books");
  await payment.getByLabel("Street and number").fill("Hafen 1");
  await payment.getByLabel("Country").selectOption("DE");
  await payment.getByRole("button", { name: "Save billing details" }).click();
  await expect(payment.getByLabel("E-mail", { exact: true })).toBeFocused();
  await payment.getByLabel("E-mail", { exact: true }).fill("books@harbour.example");
  await payment.getByLabel("Tax id").fill("DE123456789");
  await payment.getByLabel("Tax id").press("Enter");
  await expect(payment.getByText("Billing details saved.")).toBeVisible();
  await expect(payment).toContainText("DE123456789");
  await expect(payment).toContainText("Hafen 1");

  // What is not saved is asked about before it is left.
  await auto.getByLabel("Falls below, in tokens").fill("70");
  await expect(page.getByText("1 unsaved change")).toBeVisible();
  page.once("dialog", (asked) => asked.dismiss());
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(auto.getByLabel("Falls below, in tokens")).toHaveValue("70");
  page.once("dialog", (asked) => asked.accept());
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(auto).toBeHidden();
  guard.expectQuiet();
  await context.close();
});

test("M23: a renewal that is declined says so above the balance, with the way to pay it", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const business = await open(page, "Past Due");
  await page.getByRole("button", { name: "Subscribe: Pro" }).click();
  await page.getByRole("checkbox", { name: /I agree to pay/ }).check();
  await page.getByRole("button", { name: "Continue to payment, $29.00" }).click();
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toContainText("You are on Pro.");
  const payment = section(page, "Payment and invoices");
  await payment.getByRole("button", { name: "Add a card" }).click();
  await payOnCheckout(page, "isSavedThenDeclines");
  await expect(payment.getByRole("radio", { name: "Charge Visa ••0341" })).toBeChecked();
  await payment.getByRole("button", { name: "Remove Visa ••4242" }).click();
  await page.getByRole("dialog", { name: "Remove Visa ••4242?" }).getByRole("button", { name: "Remove" }).click();
  await expect(payment.getByText("••4242")).toHaveCount(0);
  await client.must("POST", "/sandbox/clock", { business, body: { advanceSeconds: 32 * 86_400 } });
  const banner = page.getByRole("region", { name: "Needs attention" });
  await expect(banner).toContainText("Your last payment of $29.00 failed. Tokens you have stay usable.");
  await expect(banner.getByRole("link", { name: "Pay now" })).toBeVisible();
  await expect(section(page, "Plan")).toContainText("The last payment failed.");
  await context.close();
});

test("M02: money that is given back takes its tokens, and the history says why", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const guard = guardPage(page);
  const business = await open(page, "Refunded");
  await choosePackage(page, "Growth");
  await payOnCheckout(page);
  await expect(returned(page, "paid")).toBeVisible();
  const [purchase] = (await client.must<{ items: { purchaseId: string }[] }>("GET", "/purchases", { business })).items;
  await client.must("POST", "/admin/refunds", {
    business,
    headers: { "idempotency-key": "refund-growth" },
    body: { payment: `purchase:${purchase?.purchaseId}`, reason: "requested_by_customer" },
  });
  await expectAvailable(page, "100.0");
  const refunds = section(page, "History").getByRole("row").filter({ hasText: "Refund" });
  await expect(refunds.filter({ hasText: "requested by customer" }).first()).toContainText("−2");
  guard.expectQuiet();
  await context.close();
});

test("with the payment provider down the balance and the calls go on, and each section says what it lacks", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const business = await open(page, "Outage");
  await choosePackage(page, "Starter");
  await payOnCheckout(page);
  await returned(page, "paid").getByRole("button", { name: "Close" }).click();
  await expect(page).toHaveURL(/\/dashboard\/billing\?/);
  const fault = (next: number) =>
    fetch(`${product.stripeUrl}/_sandbox/faults`, {
      method: next === 0 ? "DELETE" : "POST",
      headers: { "content-type": "application/json" },
      ...(next > 0 && { body: JSON.stringify({ kind: "error", path: "/v1/", next }) }),
    });
  await fault(1_000);
  await page.reload();
  const payment = section(page, "Payment and invoices");
  await expect(payment.getByText("We could not load the invoices.", { exact: false })).toBeVisible({ timeout: 30_000 });
  await expectAvailable(page, "600.0");
  await client.record([{ key: "goes-on", service: "ai_agent_request", quantity: 1 }], business);
  await expectAvailable(page, "599.0");
  const pay = page.getByRole("button", { name: "Continue to payment" });
  await pay.click();
  await expect(section(page, "Add tokens").getByText("you will not pay twice")).toBeVisible({ timeout: 30_000 });
  await fault(0);
  // The saved card may be known again by now: then it is charged without the page.
  await section(page, "Add tokens")
    .getByRole("button", { name: /^(Continue to payment|Pay \$18\.00)/ })
    .click();
  await page.waitForURL(/\/c\/pay\/|\/return\?/);
  if (page.url().includes("/c/pay/")) await payOnCheckout(page);
  await expect(returned(page, "paid")).toContainText("2,200 tokens added.");
  expect((await purchasesOf(business)).items.map(({ status }) => status)).toEqual(["paid", "paid"]);
  await context.close();
});
