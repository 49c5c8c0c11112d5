import { expect, type Locator, type Page } from "@playwright/test";

/** How somebody works with a page: with a mouse, by touch, or without either. */
export type Hands = {
  readonly press: (target: Locator) => Promise<void>;
  readonly fill: (target: Locator, text: string) => Promise<void>;
  readonly tick: (box: Locator) => Promise<void>;
  /** One of several radio buttons. */
  readonly choose: (radio: Locator) => Promise<void>;
  /** An entry of the menu that was just opened. */
  readonly pick: (entry: Locator) => Promise<void>;
  /** Goes to a part of the billing page: by its key where there is a keyboard. */
  readonly goTo: (part: Locator, key: string) => Promise<void>;
};

export function handsOf(page: Page, by: "mouse" | "touch" | "keyboard"): Hands {
  if (by === "keyboard") return onlyKeys(page);
  const press = by === "touch" ? (target: Locator) => target.tap() : (target: Locator) => target.click();
  return {
    press,
    fill: async (target, text) => {
      await press(target);
      await target.fill(text);
    },
    tick: press,
    // The radio itself is not seen: its label is what is pressed.
    choose: (radio) => press(radio.locator("xpath=ancestor::label")),
    pick: press,
    goTo: (part) => part.scrollIntoViewIfNeeded(),
  };
}

const MOST_PRESSES = 250;

function onlyKeys(page: Page): Hands {
  const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);
  const walk = async (target: Locator, key: string, isThere: () => Promise<boolean>) => {
    await target.waitFor();
    for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
      if (await isThere()) return;
      await page.keyboard.press(key);
    }
    throw new Error(`${key} never came to ${target}`);
  };
  const reach = (target: Locator) => walk(target, "Tab", () => isFocused(target));
  return {
    press: async (target) => {
      await reach(target);
      await page.keyboard.press("Enter");
    },
    fill: async (target, text) => {
      await reach(target);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
    tick: async (box) => {
      await reach(box);
      await page.keyboard.press("Space");
    },
    choose: async (radio) => {
      // Tab stops at the chosen one of the group, the arrows choose another.
      const name = (await radio.getAttribute("name")) ?? "";
      await reach(page.locator(`input[type=radio][name="${name}"]:checked`));
      await walk(radio, "ArrowDown", () => radio.isChecked());
    },
    pick: async (entry) => {
      await walk(entry, "ArrowDown", () => isFocused(entry));
      await page.keyboard.press("Enter");
    },
    goTo: async (part, key) => {
      // A key is a letter where something is written, and nothing before there is a part to go to.
      await part.waitFor();
      await page.locator("body").evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await expect(async () => {
        await page.keyboard.press(key);
        await expect(part).toBeFocused({ timeout: 1_000 });
      }).toPass();
    },
  };
}
