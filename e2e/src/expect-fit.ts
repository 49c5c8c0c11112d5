import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./expect-accessible.ts";

/** No rule of accessibility is broken, and nothing makes the page scroll sideways. */
export async function expectFit(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished.catch(() => undefined)),
    ),
  );
  await expectAccessible(page);
  const [scrollWidth, clientWidth] = await page.evaluate(
    () => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const,
  );
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

/** Moves the focus with Tab until it stands on what has this name. */
export async function tabTo(page: Page, name: string | RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return (
        element?.getAttribute("aria-label") ?? element?.closest("label")?.textContent ?? element?.textContent ?? ""
      );
    });
    if (typeof name === "string" ? focused.trim() === name : name.test(focused)) return;
  }
  throw new Error(`Tab never came to ${name}`);
}
