import type { Page } from "@playwright/test";

/** When pictures are taken: a Saturday noon in June, so that every date in them stays the same. */
const STOPPED_AT = new Date("2026-06-06T12:41:00Z");

/** Opens one state with the clock stopped, and waits until nothing moves any more. */
export async function openState(page: Page, url: string, state: string): Promise<void> {
  await page.clock.setFixedTime(STOPPED_AT);
  await page.goto(`${url}?state=${state}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  await waitUntilStill(page);
}

/** Until the document has not changed for longer than React holds back what was loaded, which is 300 ms. */
async function waitUntilStill(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(done, 350);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, 350);
        });
        observer.observe(document.documentElement, { childList: true, subtree: true, attributes: true });
        function done() {
          observer.disconnect();
          resolve();
        }
      }),
  );
}
