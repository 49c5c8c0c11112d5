import { expect, test } from "@playwright/test";
import { billingClient } from "../src/billing-client.ts";
import { expectFit, tabTo } from "../src/expect-fit.ts";
import { inDatabase } from "../src/in-database.ts";
import { guardPage } from "../src/page-guard.ts";
import { enter, signIn, signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { OK, startWebhookReceiver } from "../src/webhook-receiver.ts";

let product: Product;
let home: string;
let business: string;
const owner = { name: "Ada Owner", email: "ada@example.test", password: "a long enough password" };
const PHONE = { width: 360, height: 740 };

test.beforeAll(async ({ browser }) => {
  home = newHome();
  product = await startProduct(home);
  const page = await browser.newPage();
  business = await signUpWithBusiness(page, product.url, owner, "First Business");
  await page.close();
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const billing = () => billingClient({ url: product.url, key: product.operatorKey });

/** Once, however often it is asked for: below the line of 100, where every business begins. */
const fallBelowTheLine = () =>
  billing().record([{ key: "below-the-line", service: "ai_agent_request", quantity: 3 }], business);

test("a notice is counted at the bell at once, leads to what it is about, and is then read, by keyboard alone", async ({
  page,
}) => {
  const guard = guardPage(page);
  await signIn(page, product.url, owner);
  const bell = page.getByRole("button", { name: /^Notices/ });
  await expect(bell).toHaveAccessibleName("Notices");
  await expect(page.getByRole("heading", { name: "Add tokens" })).toBeVisible();
  await fallBelowTheLine();
  await expect(bell).toHaveAccessibleName("Notices, 1 unread");
  await bell.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog", { name: "Notices" });
  await expect(panel).toContainText("Your balance is low");
  await expectFit(page);
  await tabTo(page, "Add tokens");
  await page.keyboard.press("Enter");
  await expect(panel).toBeHidden();
  await expect(page.locator("#tokens")).toBeFocused();
  await expect(bell).toHaveAccessibleName("Notices");
  guard.expectQuiet();
});

test("all notices stand on one page, part by part, and are marked as read together", async ({ page }) => {
  const guard = guardPage(page);
  await fallBelowTheLine();
  for (let count = 0; count < 34; count += 1) await billing().grant(business, { key: `given-${count}`, tokens: 1 });
  await signIn(page, product.url, owner);
  await page.getByRole("button", { name: /^Notices, 3[45] unread$/ }).click();
  await page.getByRole("link", { name: "All notices" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Notices" })).toBeVisible();
  const listed = page.getByRole("main").getByText("1 token", { exact: false });
  await expect(listed.first()).toBeVisible();
  await expect(page.getByText("Your balance is low")).toBeHidden();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByText("Your balance is low")).toBeVisible();
  await expect(page.getByText("That is all.")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Mark all as read" }).click();
  await expect(page.getByRole("button", { name: "Notices", exact: true })).toBeVisible();
  await expect(page.getByText("Unread:")).toHaveCount(0);
  guard.expectQuiet();
});

test("who gets which kind by mail is each person's own choice, and is kept", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/notices`);
  const choice = page.getByRole("checkbox", { name: "Tokens given to you" });
  await choice.focus();
  const before = await choice.isChecked();
  await page.keyboard.press("Space");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expectFit(page);
  await page.reload();
  await expect(choice).toBeChecked({ checked: !before });
});

test("the language that a person chooses is the page's and the mails', in every browser they sign in with", async ({
  browser,
}) => {
  const person = { name: "Greta Reads", email: "greta@example.test", password: "a long enough password" };
  const first = await (await browser.newContext()).newPage();
  // What the page notes of itself arrives after the choice that was made on it: it takes nothing back.
  const chosen = Promise.withResolvers<void>();
  const late: Promise<void>[] = [];
  await first.route("**/api/trpc/account.setLanguage*", async (route) => {
    if (route.request().postData()?.includes('"de"')) return route.continue();
    late.push(chosen.promise.then(async () => expect((await route.fetch()).ok()).toBe(true)));
  });
  const own = await signUpWithBusiness(first, product.url, person, "Sprachschule");
  await first.goto(`${product.url}/dashboard/notices?business=${own}`);
  await expect.poll(() => late.length).toBeGreaterThan(0);
  await first.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
  await expect(first.getByRole("heading", { level: 1, name: "Mitteilungen" })).toBeVisible({ timeout: 15_000 });
  chosen.resolve();
  await Promise.all(late);
  await expectFit(first);
  await expect(first.getByRole("combobox", { name: "Sprache" })).toHaveValue("de");

  // Mails go to addresses that somebody has proved to be theirs.
  await inDatabase(product, "update users set email_verified = true where email = $1", [person.email]);
  await billing().record([{ key: "below", service: "ai_agent_request", quantity: 85 }], own);
  await expect(first.getByText("Ihr Guthaben ist niedrig").first()).toBeVisible({ timeout: 15_000 });
  const mails = async () => {
    const answer = await fetch(`${product.url}/dev/mail.json?to=${encodeURIComponent(person.email)}`);
    return ((await answer.json()) as { items: { subject: string; html: string }[] }).items;
  };
  await expect.poll(async () => (await mails())[0]?.subject, { timeout: 20_000 }).toBe("15 Token übrig (Sprachschule)");
  expect((await mails())[0]?.html).toMatch(/<html[^>]*lang="de"/);

  const second = await (await browser.newContext({ locale: "ar" })).newPage();
  await second.goto(`${product.url}/sign-in`);
  await expect(second.locator("html")).toHaveAttribute("dir", "rtl");
  await second.locator("input[type=email]").fill(person.email);
  await second.locator("input[type=password]").fill(person.password);
  await second.keyboard.press("Enter");
  await expect(second.locator("html")).toHaveAttribute("lang", "de", { timeout: 20_000 });
  await expect(second.getByText("Jetzt verfügbar")).toBeVisible();
  await first.context().close();
  await second.context().close();
});

test("alerts are added, changed and removed in one form, and what is wrong is said beside it", async ({ page }) => {
  const guard = guardPage(page);
  await page.setViewportSize(PHONE);
  await fallBelowTheLine();
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/billing#alerts`);
  const alerts = page.locator("#alerts");
  await expect(alerts).toBeFocused();
  await expect(alerts).toContainText("Last sent");
  await tabTo(page, /^Add: Less than 3 days left/);
  await page.keyboard.press("Enter");
  await expect(alerts.getByRole("textbox").last()).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("400");
  await page.keyboard.press("Enter");
  await expect(alerts.getByText("Write at most 365 days")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("5");
  await tabTo(page, "Webhook");
  await page.keyboard.press("Space");
  await expectFit(page);
  await tabTo(page, "Save changes");
  await page.keyboard.press("Enter");
  await expect(alerts.getByText("Alerts saved.")).toBeVisible();
  const { rules } = await billing().must<{ rules: { kind: string; threshold: number; channels: string[] }[] }>(
    "GET",
    "/alerts",
    { business },
  );
  expect(rules).toContainEqual(
    expect.objectContaining({ kind: "runway_hours", threshold: 120, channels: ["in_app", "email"] }),
  );
  await alerts.getByRole("button", { name: "Remove the alert: Less than 5 days left" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(alerts.getByText("Less than 5 days left", { exact: true })).toBeHidden();
  guard.expectQuiet();
});

test("an endpoint shows its secret once, says what came of a test, and a delivery can be sent again", async ({
  page,
}) => {
  const guard = guardPage(page);
  const receiver = await startWebhookReceiver((socket) => socket.end(OK));
  await enter(page, product.url, owner);
  await page.goto(`${product.url}/dashboard/webhooks`);
  await expect(page.getByText("standardwebhooks")).toBeVisible();
  await expectFit(page);
  await page.getByRole("button", { name: "Add endpoint" }).press("Enter");
  await page.getByRole("textbox", { name: "URL" }).fill("nonsense");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "URL" })).toBeFocused();
  await expect(page.getByText("Write an address that begins with https://.")).toBeVisible();
  await page.getByRole("textbox", { name: "URL" }).fill(receiver.url);
  await page.keyboard.press("Enter");
  const secret = page.getByRole("dialog", { name: "Copy the secret now" });
  await expect(secret).toContainText("whsec_");
  await expectFit(page);
  await page.keyboard.press("Escape");
  await expect(page.getByText("whsec_")).toHaveCount(0);

  await page.getByRole("button", { name: `Send a test to ${receiver.url}` }).press("Enter");
  await expect(page.getByText(/^Delivered: 200 in/)).toBeVisible();
  await billing().grant(business, { key: "for-the-endpoint", tokens: 1 });
  await expect.poll(() => receiver.received.length).toBe(2);
  await page.getByRole("button", { name: `Deliveries to ${receiver.url}` }).press("Enter");
  const log = page.getByRole("dialog");
  await expect(log.getByText("Delivered", { exact: true })).toBeVisible();
  await expect(log).toContainText("200,");
  await expectFit(page);
  await log.getByRole("button", { name: "Send again: Tokens given" }).press("Enter");
  await expect.poll(() => receiver.received.length).toBe(3);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: `More for ${receiver.url}` }).press("Enter");
  await page.getByRole("menuitem", { name: "New secret" }).press("Enter");
  await page.getByRole("button", { name: "New secret" }).press("Enter");
  await expect(secret).toContainText("whsec_");
  await page.getByRole("button", { name: "Done" }).press("Enter");
  await expect(page.getByText(/^The old secret signs along until/)).toBeVisible();
  await page.getByRole("button", { name: `More for ${receiver.url}` }).press("Enter");
  await page.getByRole("menuitem", { name: "Turn off" }).press("Enter");
  await expect(page.getByText("Turned off by an owner.")).toBeVisible();
  await page.setViewportSize(PHONE);
  await expectFit(page);
  await page.getByRole("button", { name: `More for ${receiver.url}` }).press("Enter");
  await page.getByRole("menuitem", { name: "Delete" }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByText("No endpoints yet")).toBeVisible();
  await receiver.stop();
  guard.expectQuiet();
});
