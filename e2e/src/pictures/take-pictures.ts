import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { type BillingClient, billingClient } from "../billing-client.ts";
import { signIn } from "../person.ts";
import { newHome, type Product, removeHome, startProduct } from "../product.ts";

const IMAGES = join(import.meta.dirname, "..", "..", "..", "docs", "images");
const DESKTOP = { viewport: { width: 1200, height: 1092 }, deviceScaleFactor: 1.25 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, hasTouch: true, isMobile: true };

/** Renews the pictures of the README under `docs/images/` from the product as it starts for everybody, with its demo. */
const home = newHome();
const product = await startProduct(home, { FAREBOX_DEMO: "1" });
while (!product.output().includes("It is complete.")) await wait(500);
const executablePath = process.env["FAREBOX_CHROMIUM"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  await mkdir(IMAGES, { recursive: true });
  await takeBilling(browser, product);
  await takePlayground(browser, product);
  console.log(`The pictures of the README are in ${IMAGES}`);
} finally {
  await browser.close();
  await product.stop();
  removeHome(home);
}

async function takeBilling(browser: Browser, product: Product): Promise<void> {
  const client = billingClient({ url: product.url, key: product.operatorKey });
  const page = await openDemo(browser, product, { ...DESKTOP, colorScheme: "light" });
  const business = new URL(page.url()).searchParams.get("business") ?? "";
  await startCalls(client, business);
  await page.getByRole("region", { name: "Live calls" }).getByText("0:24").first().waitFor();
  await settle(page);
  await picture(page, "billing-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "billing-dark");
  await page.emulateMedia({ colorScheme: "light" });

  await page.evaluate(() => document.querySelector("#usage")?.scrollIntoView());
  await settle(page);
  await picture(page, "usage", 880);

  const call = page
    .getByRole("region", { name: "History" })
    .getByRole("row")
    .filter({ hasText: "Outbound call" })
    .first();
  await call.getByRole("link").click();
  await page.locator("[data-receipt]").waitFor();
  await settle(page);
  await picture(page, "receipt", 880);
  await page.context().close();

  const phone = await openDemo(browser, product, { ...PHONE, colorScheme: "light" });
  await picture(phone, "phone-light");
  await phone.evaluate(() => document.querySelector("#tokens")?.scrollIntoView());
  await phone.emulateMedia({ colorScheme: "dark" });
  await settle(phone);
  await picture(phone, "phone-dark");
  await phone.context().close();
}

async function takePlayground(browser: Browser, product: Product): Promise<void> {
  const page = await openDemo(browser, product, { ...DESKTOP, colorScheme: "light" });
  await page.getByRole("link", { name: "Playground" }).click();
  await page.getByRole("heading", { name: "Playground" }).waitFor();
  await page.getByLabel("Agent").fill("renewals");
  for (const press of ["Start a call", "Send an SMS", "Start a call"])
    await page.getByRole("button", { name: press, exact: true }).click();
  await page.getByText("0:06").first().waitFor();
  await page
    .getByRole("button", { name: /^Crash the handler/ })
    .last()
    .click();
  await page.getByText("0:12").first().waitFor();
  await settle(page);
  await picture(page, "playground", 880);
  await page.context().close();
}

async function openDemo(browser: Browser, product: Product, options: BrowserContextOptions): Promise<Page> {
  if (product.demo === null) throw new Error("the product started without its demo");
  const context = await browser.newContext({
    ...options,
    reducedMotion: "reduce",
    locale: "en",
    timezoneId: "Europe/Berlin",
  });
  const page = await context.newPage();
  await signIn(page, product.url, product.demo);
  await page.getByRole("button", { name: "Hide the sandbox notice" }).click();
  await settle(page);
  return page;
}

/** Two calls of two agents, as their handlers would open them. */
async function startCalls(client: BillingClient, business: string): Promise<void> {
  for (const call of [
    { callId: "CA90c1d2e3f4a5b6c7d8e9f0a1b2c3d418", service: "outbound_call", agentId: "renewals" },
    { callId: "CA17c1d2e3f4a5b6c7d8e9f0a1b2c3d433", service: "inbound_call", agentId: "front-desk" },
  ])
    await client.must("POST", "/holds", { business, body: call });
}

/** Time for what is loaded late. A page that watches its balance is never idle, so there is no event for it. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await wait(2_000);
}

/** The window, or the upper part of it. */
async function picture(page: Page, name: string, most = Number.POSITIVE_INFINITY): Promise<void> {
  const { width, height } = page.viewportSize() ?? DESKTOP.viewport;
  const clip = { x: 0, y: 0, width, height: Math.min(height, most) };
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: "disabled", clip });
}
