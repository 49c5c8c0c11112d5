import { expect, type Page } from "@playwright/test";

/** Collects what a page must never say: errors and warnings on the console, uncaught exceptions, answers of 400 and more. */
export function guardPage(page: Page): { readonly expectQuiet: () => void } {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") heard.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => heard.push(`uncaught: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400) heard.push(`${response.status()} ${response.url()}`);
  });
  return { expectQuiet: () => expect(heard).toEqual([]) };
}
