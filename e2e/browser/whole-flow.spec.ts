import { readFile } from "node:fs/promises";
import { type Browser, expect as expectWithin5s, type Page, test } from "@playwright/test";
import { type BillingClient, billingClient } from "../src/billing-client.ts";
import { expectFit } from "../src/expect-fit.ts";
import { type Hands, handsOf } from "../src/hands.ts";
import { guardPage } from "../src/page-guard.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";
import { readWords, type Words } from "../src/words.ts";
import { returned } from "./pay.ts";

/** Each step goes through the product, its database and the payment stand-in. */
const expect = expectWithin5s.configure({ timeout: 20_000 });

type Manner = {
  readonly language: "en" | "de" | "ar";
  readonly by: "mouse" | "touch" | "keyboard";
  readonly width: 1280 | 360;
  readonly colorScheme: "light" | "dark";
};
const PLAIN: Manner = { language: "en", by: "mouse", width: 1280, colorScheme: "light" };

/** Each way of using the page by itself in a soak; in the usual run two that have all of them between them. */
const MANNERS: Readonly<Record<string, Manner>> =
  process.env["FAREBOX_SOAK"] === "1"
    ? {
        "by mouse": PLAIN,
        "by keyboard alone": { ...PLAIN, by: "keyboard" },
        "by touch on 360 px": { ...PLAIN, by: "touch", width: 360 },
        "in the dark": { ...PLAIN, colorScheme: "dark" },
        "in German": { ...PLAIN, language: "de" },
        "in Arabic": { ...PLAIN, language: "ar" },
      }
    : {
        "by keyboard alone, in German, in the dark": { ...PLAIN, by: "keyboard", language: "de", colorScheme: "dark" },
        "by touch on 360 px, in Arabic": { ...PLAIN, by: "touch", width: 360, language: "ar" },
      };

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

for (const [name, manner] of Object.entries(MANNERS))
  test(`from signing up to being warned: ${name}`, async ({ browser }) => {
    test.setTimeout(150_000);
    const { page, hands, words, guard } = await begin(browser, manner);
    const business = await signUp(page, hands, words);
    await expectAvailable(page, manner, 100);
    await expectFit(page);

    await takeCall(page, words, business);
    await expectAvailable(page, manner, 99.9);
    await readNotice(page, hands, words, words.said.balance.low({ text: "", value: 0 }, "").title);

    await buyGrowth(page, hands, words);
    await expect(returned(page, "paid")).toContainText(words.purchases.paid.purchase(count(manner, 2_200)));
    await expectAvailable(page, manner, 2_299.9);
    await changePlan(page, hands, words, { verb: "subscribe", plan: "Starter", pays: "checkout" });
    await changePlan(page, hands, words, { verb: "upgrade", plan: "Pro", pays: "saved card" });
    await expectFit(page);

    await cancelAndKeep(page, hands, words);
    await saveHistory(page, hands, words);
    await beWarned(page, hands, words, business);
    await expectFit(page);
    guard.expectQuiet();
    await page.context().close();
  });

async function begin(browser: Browser, { language, by, width, colorScheme }: Manner) {
  const context = await browser.newContext({
    viewport: { width, height: width === 360 ? 740 : 900 },
    hasTouch: by === "touch",
    locale: { en: "en-GB", de: "de-DE", ar: "ar" }[language],
    colorScheme,
  });
  const page = await context.newPage();
  const guard = guardPage(page);
  await page.goto(`${product.url}/sign-up`);
  await expect(page.locator("html")).toHaveAttribute("dir", language === "ar" ? "rtl" : "ltr");
  await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${language}`));
  return { page, hands: handsOf(page, by), words: await readWords(language), guard };
}

let people = 0;

async function signUp(page: Page, hands: Hands, { account }: Words): Promise<string> {
  people += 1;
  await hands.fill(page.getByLabel(account.name), "Ada Flow");
  await hands.fill(page.getByLabel(account.email), `flow-${people}@example.test`);
  await hands.fill(page.getByLabel(account.password, { exact: true }), "a long enough password");
  await hands.press(page.getByRole("button", { name: account.signUp }));
  await page.waitForURL(/new-business/);
  await hands.fill(page.getByLabel(account.businessName), "Harbour Dental");
  await expectFit(page);
  await hands.press(page.getByRole("button", { name: account.businessCreate }));
  await page.waitForURL(/dashboard\/billing\?business=/);
  return new URL(page.url()).searchParams.get("business") ?? "";
}

/** A call as a back end reports it: seen while it lives, and in the history when it ended. */
async function takeCall(page: Page, { liveCalls, history }: Words, business: string): Promise<void> {
  await expect(
    page
      .locator("#history")
      .getByRole("row")
      .filter({ hasText: history.types["trial"] ?? "" }),
  ).toBeVisible();
  const { holdId } = await client.must<{ holdId: string }>("POST", "/holds", {
    business,
    body: { service: "outbound_call", callId: "+4915112328690", agentId: "reception" },
  });
  await expect(page.getByRole("region", { name: liveCalls.title })).toContainText("reception");
  // A call cannot have lasted longer than it is there.
  await expect(async () => {
    await client.must("POST", `/holds/${holdId}/capture`, { business, body: { elapsedSeconds: 1 } });
  }).toPass();
  const row = page
    .locator("#history")
    .getByRole("row")
    .filter({ hasText: history.serviceOne["outbound_call"] ?? "" });
  await expect(row).toContainText("−0");
}

async function readNotice(page: Page, hands: Hands, { notices }: Words, title: string): Promise<void> {
  await hands.press(page.getByRole("button", { name: new RegExp(`^${notices.bell("1")}$`) }));
  const panel = page.getByRole("dialog", { name: notices.title });
  await expect(panel).toContainText(title);
  await expectFit(page);
  await hands.press(panel.getByRole("link").first());
  await expect(panel).toBeHidden();
  await expect(page.locator("#tokens")).toBeFocused();
}

async function buyGrowth(page: Page, hands: Hands, { packages }: Words): Promise<void> {
  const section = page.locator("#tokens");
  await hands.choose(section.getByRole("radio", { name: /^Growth/ }));
  await hands.press(section.getByRole("button", { name: packages.toPayment }));
  await pay(page, hands);
}

/** The payment provider's page has its own language: it is not ours. */
async function pay(page: Page, hands: Hands): Promise<void> {
  await page.waitForURL(/\/c\/pay\//);
  const email = page.getByLabel("Email");
  if ((await email.getAttribute("readonly")) === null) await hands.fill(email, "payer@example.test");
  await hands.press(page.getByRole("button", { name: /^(Pay|Subscribe)/ }));
}

async function changePlan(
  page: Page,
  hands: Hands,
  { plans, purchases }: Words,
  { verb, plan, pays }: { verb: "subscribe" | "upgrade"; plan: string; pays: "checkout" | "saved card" },
): Promise<void> {
  await hands.goTo(page.locator("#plan"), "p");
  await hands.press(page.getByRole("button", { name: plans.verbNamed(plans.verbs[verb], plan) }));
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(plans.change.dueNow)).toBeVisible();
  await hands.tick(dialog.getByRole("checkbox"));
  await expectFit(page);
  await hands.press(dialog.getByRole("button").last());
  if (pays === "checkout") await pay(page, hands);
  await expect(returned(page, "paid")).toContainText(purchases.paid.plan(plan));
}

async function cancelAndKeep(page: Page, hands: Hands, { plans, banners }: Words): Promise<void> {
  const section = page.locator("#plan");
  await hands.goTo(section, "p");
  await hands.press(section.getByRole("button", { name: plans.now.cancel, exact: true }));
  const dialog = page.getByRole("dialog", { name: plans.cancelDialog.title("Pro") });
  await expect(dialog).toContainText(plans.cancelDialog.nothingMore);
  await expectFit(page);
  await hands.press(dialog.getByRole("button", { name: plans.cancelDialog.cancel("Pro") }));
  await expect(dialog).toBeHidden();
  const banner = page.getByRole("region", { name: banners.label });
  await expect(banner).toBeVisible();
  await hands.press(section.getByRole("button", { name: plans.now.resume("Pro") }).first());
  await expect(banner).toHaveCount(0);
}

async function saveHistory(page: Page, hands: Hands, { files }: Words): Promise<void> {
  const open = page.locator("#export");
  await hands.goTo(open, "e");
  await hands.press(open);
  const download = page.waitForEvent("download");
  await hands.pick(page.getByRole("menuitem", { name: files.as(files.history, files.csv) }));
  const text = await readFile(await (await download).path(), "utf8");
  // Trial, call, package and bonus, two plans; each its own entry, under one heading.
  expect(text.trimEnd().split("\r\n")).toHaveLength(7);
}

/** A line is drawn at a fifth of the plan's month, and crossed. */
async function beWarned(page: Page, hands: Hands, words: Words, business: string): Promise<void> {
  const { alerts, caps, notices } = words;
  const section = page.locator("#alerts");
  const line = alerts.names.percent(new Intl.NumberFormat(await languageOf(page), { style: "percent" }).format(0.2));
  await hands.press(section.getByRole("button", { name: alerts.addNamed(line) }));
  await hands.press(page.getByRole("button", { name: caps.save }).first());
  await expect(section.getByText(alerts.saved)).toBeVisible();
  const bell = page.getByRole("button", { name: new RegExp(`^${notices.title}`) });
  const before = await bell.getAttribute("aria-label");
  await client.record([{ key: "much", service: "ai_agent_request", quantity: 6_600 }], business);
  await expect(bell).not.toHaveAttribute("aria-label", before ?? "");
  await hands.press(bell);
  await expect(page.getByRole("dialog", { name: notices.title })).toContainText(
    words.said.balance.low({ text: "", value: 0 }, "").title,
  );
  await page.keyboard.press("Escape");
}

const languageOf = (page: Page) => page.evaluate(() => document.documentElement.lang);

const count = ({ language }: Manner, tokens: number) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(tokens);

async function expectAvailable(page: Page, { language }: Manner, tokens: number): Promise<void> {
  const text = new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).format(tokens);
  await expect(page.getByTestId("available")).toContainText(text);
}
