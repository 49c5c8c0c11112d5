import type { Page } from "@playwright/test";

export type Person = { readonly name: string; readonly email: string; readonly password: string };

/** Signs up through the page, as a stranger does, and makes the first business. Ends on its billing page. */
export async function signUpWithBusiness(page: Page, url: string, person: Person, business: string): Promise<string> {
  await page.goto(`${url}/sign-up`);
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create an account" }).click();
  return createBusiness(page, url, business);
}

/** Makes a business through the page and waits for its billing page. Returns the business's id. */
export async function createBusiness(page: Page, url: string, name: string): Promise<string> {
  if (!page.url().includes("/new-business")) await page.waitForURL(/new-business/);
  await page.getByLabel("Business name").fill(name);
  await page.getByRole("button", { name: "Create the business" }).click();
  await page.waitForURL(/dashboard\/billing\?business=/);
  await page.getByText("Available now").waitFor();
  return new URL(page.url(), url).searchParams.get("business") ?? "";
}

/** Signs in without a page, for tests of what comes after: they open the page they are about themselves. */
export async function enter(
  page: Page,
  url: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const answer = await page.request.post(`${url}/api/auth/sign-in/email`, {
    headers: { origin: url },
    data: { email, password },
  });
  if (!answer.ok()) throw new Error(`the sign-in answered ${answer.status()}: ${await answer.text()}`);
}

/** Signs in through the page, as people do. */
export async function signIn(
  page: Page,
  url: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/dashboard\/billing/);
  await page.getByText("Available now").waitFor();
}
