import { automatic } from "./strings/en/automatic.ts";
import { banners } from "./strings/en/banners.ts";
import { packages } from "./strings/en/packages.ts";
import { payment } from "./strings/en/payment.ts";
import { plans } from "./strings/en/plans.ts";
import { purchases } from "./strings/en/purchases.ts";

/** Words of everything that is bought and paid. They come with the code of their sections, after the balance. */
export const sellingStrings = { automatic, banners, packages, payment, plans, purchases };
