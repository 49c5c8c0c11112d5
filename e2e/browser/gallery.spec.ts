import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../src/expect-accessible.ts";
import { openState } from "../src/gallery/open-state.ts";
import { type GalleryServer, serveGallery } from "../src/gallery/serve-gallery.ts";
import { STATES } from "../src/gallery/states.ts";
import { guardPage } from "../src/page-guard.ts";

let gallery: GalleryServer;
let context: BrowserContext;
let page: Page;
let guard: ReturnType<typeof guardPage>;

// A trace of every state would take longer than all of its checks.
test.use({ trace: "off" });

// One window for all states: what the browser has read and compiled for the first, it has for the others. A test that
// fails takes the window with it, and the next one has a new one.
test.beforeAll(async ({ browser }) => {
  gallery = await serveGallery();
  context = await browser.newContext({ reducedMotion: "reduce" });
  page = await context.newPage();
  guard = guardPage(page);
});

test.afterAll(async () => {
  await context?.close();
  await gallery?.stop();
});

async function expectNoSidewaysScroll(page: Page, width: number) {
  await page.setViewportSize({ width, height: 740 });
  // Drawings follow the width of their place a moment later.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

test("the list of states that are tested is the gallery's own", async () => {
  await page.goto(gallery.url);
  const links = page.locator("[data-state]");
  await expect(links).toHaveCount(STATES.length);
  expect(await links.evaluateAll((all) => all.map((link) => link.dataset["state"]))).toEqual(STATES);
});

// Ten thousand rows are for the test of speed.
for (const state of STATES.filter((name) => name !== "usage-much")) {
  test(`${state} is accessible by day and by night, quiet, and never scrolls sideways`, async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.emulateMedia({ colorScheme: "light" });
    await openState(page, gallery.url, state);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    // Nothing but colours differs by night.
    await expectAccessible(page, { rules: ["color-contrast"] });
    await expectNoSidewaysScroll(page, 360);
    await expectNoSidewaysScroll(page, 320);
    guard.expectQuiet();
  });
}

test("with forced colours and without motion a live balance is all there, and nothing moves", async () => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  for (const state of ["hero-live", "plan-active", "table-end", "usage-chart"]) {
    await openState(page, gallery.url, state);
    await expect(page.locator("main section").first()).toBeVisible();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  }
  await page.emulateMedia({ forcedColors: null });
});

for (const [language, direction] of [
  ["de", "ltr"],
  ["ar", "rtl"],
] as const) {
  test(`balance, plan, purchase and history hold in ${language}, ${direction}, down to 320 px`, async ({ browser }) => {
    const context = await browser.newContext({ locale: language });
    const page = await context.newPage();
    const guard = guardPage(page);
    for (const state of ["hero-live", "hero-low", "plan-active", "purchase-idle", "table-end", "usage-chart"]) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await openState(page, gallery.url, state);
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(direction);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page, 360);
      await expectNoSidewaysScroll(page, 320);
    }
    guard.expectQuiet();
    await context.close();
  });
}

for (const [state, part] of [
  ["hero-live", "#balance"],
  ["usage-chart", "#usage"],
  ["table-end", "#history"],
  ["purchase-previewing", "dialog"],
  ["dialog-receipt", "dialog"],
  ["dialog-cancel", "dialog"],
  ["dialog-top-up", "dialog"],
] as const) {
  test(`what a screen reader is told of ${state} stays the same`, async ({ browser }) => {
    const context = await browser.newContext({ locale: "en", timezoneId: "Europe/Berlin" });
    const page = await context.newPage();
    await openState(page, gallery.url, state);
    await expect(page.locator(part)).toMatchAriaSnapshot({ name: `${state}.aria.yml` });
    await context.close();
  });
}
