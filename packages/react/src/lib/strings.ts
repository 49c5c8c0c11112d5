import { language } from "./locale.ts";
import { balance } from "./strings/en/balance.ts";
import { calls } from "./strings/en/calls.ts";
import { measures } from "./strings/en/measures.ts";
import { shell } from "./strings/en/shell.ts";

const english = { balance, calls, measures, shell };

export type Strings = typeof english;

/** Every word of the page, but for those in `page-strings.ts` and `selling-strings.ts`. A missing one is a compile error. */
export const strings: Strings =
  language === "de"
    ? (await import("./strings/de/strings.ts")).strings
    : language === "ar"
      ? (await import("./strings/ar/strings.ts")).strings
      : english;
