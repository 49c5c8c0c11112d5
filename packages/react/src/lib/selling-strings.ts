import { language } from "./locale.ts";
import { automatic } from "./strings/en/automatic.ts";
import { banners } from "./strings/en/banners.ts";
import { buying } from "./strings/en/buying.ts";
import { calculator } from "./strings/en/calculator.ts";
import { packages } from "./strings/en/packages.ts";
import { payment } from "./strings/en/payment.ts";
import { plans } from "./strings/en/plans.ts";
import { purchases } from "./strings/en/purchases.ts";

const english = { automatic, banners, buying, calculator, packages, payment, plans, purchases };

export type SellingStrings = typeof english;

/** Words of everything that is bought and paid. They come with the code of their sections, after the balance. */
export const sellingStrings: SellingStrings =
  language === "de"
    ? (await import("./strings/de/selling-strings.ts")).sellingStrings
    : language === "ar"
      ? (await import("./strings/ar/selling-strings.ts")).sellingStrings
      : english;
