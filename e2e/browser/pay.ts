import { expect, type Page } from "@playwright/test";

export const CARDS = {
  succeeds: "4242 4242 4242 4242",
  asksTheBank: "4000 0027 6000 3184",
  hasNoFunds: "4000 0000 0000 9995",
  isSavedThenDeclines: "4000 0000 0000 0341",
} as const;

/** The payment provider's page as it opens: fills in a card and pays. */
export async function payOnCheckout(page: Page, card: keyof typeof CARDS = "succeeds"): Promise<void> {
  await page.waitForURL(/\/c\/pay\//);
  const email = page.getByLabel("Email");
  if ((await email.getAttribute("readonly")) === null) await email.fill("payer@example.test");
  await page.getByLabel("Card number").fill(CARDS[card]);
  await page.getByRole("button", { name: /^(Pay|Subscribe|Start trial|Save card)/ }).click();
}

/** Chooses a package and goes to pay for it. */
export async function choosePackage(page: Page, name: string): Promise<void> {
  await section(page, "Add tokens")
    .getByRole("radio", { name: new RegExp(`^${name}`) })
    .check({ force: true });
  await page.getByRole("button", { name: "Continue to payment" }).click();
}

/** Back from paying: how the payment stands. */
export function returned(page: Page, state: "waiting" | "paid" | "canceled" | "failed" | "expired") {
  return page.locator(`[data-return="${state}"]`);
}

export function section(page: Page, title: string) {
  return page.getByRole("region", { name: title, exact: true });
}

export async function expectAvailable(page: Page, tokens: string): Promise<void> {
  await expect(page.getByTestId("available")).toContainText(tokens);
}
