import type { SellingStrings } from "../../selling-strings.ts";
import { automatic } from "./automatic.ts";
import { banners } from "./banners.ts";
import { buying } from "./buying.ts";
import { calculator } from "./calculator.ts";
import { packages } from "./packages.ts";
import { payment } from "./payment.ts";
import { plans } from "./plans.ts";
import { purchases } from "./purchases.ts";

export const sellingStrings: SellingStrings = {
  automatic,
  banners,
  buying,
  calculator,
  packages,
  payment,
  plans,
  purchases,
};
