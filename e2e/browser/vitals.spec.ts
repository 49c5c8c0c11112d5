import { expect, type Page, test } from "@playwright/test";
import { billingClient } from "../src/billing-client.ts";
import { openState } from "../src/gallery/open-state.ts";
import { serveGallery } from "../src/gallery/serve-gallery.ts";
import { forgetVitals, readVitals, watchVitals } from "../src/page-vitals.ts";
import { createBusiness, enter, signUpWithBusiness } from "../src/person.ts";
import { newHome, type Product, removeHome, startProduct } from "../src/product.ts";

/** 100 ms are promised, and `npm run lighthouse` holds the page to them; here a busy machine must not fail it. */
const SLOWEST_ANSWER_MS = Number(process.env["FAREBOX_SLOWEST_ANSWER_MILLISECONDS"] ?? 1_000);
const MOST_LAYOUT_SHIFT = 0.02;
const LOOKS = [
  { name: "1280 px", viewport: { width: 1280, height: 900 } },
  { name: "360 px", viewport: { width: 360, height: 740 } },
] as const;

let product: Product;
let home: string;
const owner = { name: "Ada Owner", email: "ada-vitals@example.test", password: "a long enough password" };
let businesses: { busy: string; empty: string };

test.beforeAll(async ({ browser }) => {
  home = newHome();
  product = await startProduct(home);
  const page = await browser.newPage();
  const busy = await signUpWithBusiness(page, product.url, owner, "Busy Business");
  await page.goto(`${product.url}/new-business`);
  const empty = await createBusiness(page, product.url, "Empty Business");
  await page.close();
  businesses = { busy, empty };
  await billing().grant(busy, { key: "plenty", tokens: 10_000 });
  const now = Date.now();
  await billing().record(
    Array.from({ length: 200 }, (_, index) => ({
      key: `past-${index}`,
      service: ["outbound_call", "sms", "ai_agent_request"][index % 3] ?? "sms",
      quantity: 1 + ((index * 7) % 40),
      occurredAt: new Date(now - (index % 28) * 86_400_000 - index * 1_000).toISOString(),
      agentId: `agent-${index % 3}`,
    })),
    busy,
  );
});

test.afterAll(async () => {
  await product?.stop();
  removeHome(home);
});

const billing = () => billingClient({ url: product.url, key: product.operatorKey });

/** Does something, and times how soon the page drew its answer. */
async function timed(page: Page, deeds: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> {
  const times: Record<string, number> = {};
  for (const [name, deed] of Object.entries(deeds)) {
    await forgetVitals(page);
    await deed();
    times[name] = (await readVitals(page)).slowestMs;
  }
  console.log(
    Object.entries(times)
      .map(([name, ms]) => `${name}: ${ms} ms`)
      .join(", "),
  );
  expect(Object.entries(times).filter(([, ms]) => ms > SLOWEST_ANSWER_MS)).toEqual([]);
}

async function expectStill(page: Page, what: string): Promise<void> {
  const { layoutShift, moved } = await readVitals(page);
  console.log(`${what}: moved by ${layoutShift.toFixed(4)}`);
  expect(layoutShift, [what, ...moved].join("\n")).toBeLessThanOrEqual(MOST_LAYOUT_SHIFT);
}

test("with ninety days and ten thousand entries every press and every key is answered at once", async ({ page }) => {
  const gallery = await serveGallery();
  await watchVitals(page);
  await openState(page, gallery.url, "usage-much");
  const usage = page.locator("#usage");
  const history = page.locator("#history");
  const bars = usage.getByRole("group", { name: /^Tokens used/ }).getByRole("button");
  await expect(bars).toHaveCount(90);
  await timed(page, {
    "one series": () => usage.getByRole("list").getByRole("button", { name: "SMS" }).click(),
    "all series": () => usage.getByRole("button", { name: "Show all" }).click(),
    "by agent": () =>
      usage
        .locator("label")
        .filter({ hasText: /^Agent$/ })
        .click(),
    "by service": () =>
      usage
        .locator("label")
        .filter({ hasText: /^Service$/ })
        .click(),
    "into the chart": () => bars.last().focus(),
    "along the bars": async () => {
      for (let step = 0; step < 12; step++) await page.keyboard.press("ArrowLeft");
    },
    "a bar held": () => bars.nth(40).click(),
    "a sweep": async () => {
      await bars.nth(50).hover();
      await page.mouse.down();
      await bars.nth(60).hover();
      await page.mouse.up();
    },
    "a type": () => history.getByLabel("Type").press("End"),
    "every type": () => history.getByLabel("Type").press("Home"),
    "a word": () => history.getByLabel("Search").pressSequentially("front desk"),
    "down the entries": async () => {
      for (let step = 0; step < 6; step++) await page.keyboard.press("PageDown");
    },
  });
  await gallery.stop();
});

test("what the balance needs is asked once, and while the code is still on its way", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await enter(page, product.url, owner);
  const needed = [
    "/api/auth/get-session",
    "/api/trpc/account.me",
    "/api/trpc/balance.get",
    "/api/trpc/balance.forecast",
  ];
  const asked: string[] = [];
  const answered = new Set<string>();
  let letCodeCome = () => {};
  const areAnswered = new Promise<void>((resolve) => {
    letCodeCome = resolve;
  });
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  page.on("response", (response) => {
    answered.add(new URL(response.url()).pathname);
    if (needed.every((path) => answered.has(path))) letCodeCome();
  });
  await page.route("**/assets/libraries-*.js", async (route) => {
    await areAnswered;
    await route.continue();
  });
  await page.goto(`${product.url}/dashboard/billing?business=${businesses.busy}`);
  await expect(page.getByTestId("available")).toContainText("tokens");
  await expect(page.locator("#balance").getByRole("button", { name: "Why" })).toBeVisible();
  for (const path of needed)
    expect(
      asked.filter((one) => one === path),
      path,
    ).toHaveLength(1);
  await context.close();
});

for (const { name, viewport } of LOOKS) {
  test(`while it loads, counts a call, settles it and shows more, the page stands still: ${name}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await enter(page, product.url, owner);
    await watchVitals(page);
    await page.goto(`${product.url}/dashboard/billing?business=${businesses.busy}`);
    await expect(page.locator("#payment")).toBeVisible();
    await expect(page.locator("#history").getByRole("row").nth(20)).toBeVisible();
    await expectStill(page, "loaded");

    const call = await billing().must<{ holdId: string }>("POST", "/holds", {
      business: businesses.busy,
      body: { service: "outbound_call", callId: `call-at-${viewport.width}` },
    });
    const row = page.getByRole("region", { name: "Live calls" }).getByRole("row").nth(1);
    await expect(row).toContainText(/0:(?:0[2-9]|[1-5]\d)/);
    await billing().must("POST", `/holds/${call.holdId}/capture`, {
      business: businesses.busy,
      body: { elapsedSeconds: 2 },
    });
    await expect(row).toContainText("Settled");
    await expect(row).toHaveCount(0);
    await expectStill(page, "a call");

    await timed(page, {
      "more entries": async () => {
        await page.getByRole("button", { name: "Load more" }).click();
        await expect(page.locator("#history").getByRole("row").nth(70)).toBeVisible();
      },
      "a receipt": async () => {
        await page.locator("#history").getByRole("link").nth(60).click();
        await expect(page.getByRole("dialog")).toContainText("Balance");
      },
      "back to the page": () => page.keyboard.press("Escape"),
    });
    await context.close();
  });
}
