import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** No rule of accessibility is broken, on the whole page or within parts of it; what breaks one is named. */
export async function expectAccessible(
  page: Page,
  { within = [], rules }: { readonly within?: readonly string[]; readonly rules?: readonly string[] } = {},
): Promise<void> {
  // No page of ours has frames: axe looks at it in one go. Adding up in a second window takes longer than the look itself.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  for (const part of within) axe.include(part);
  if (rules !== undefined) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)).toEqual(
    [],
  );
}
