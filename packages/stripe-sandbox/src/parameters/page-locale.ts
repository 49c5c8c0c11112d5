import { enumeration } from "./scalars.ts";

/** Checked and kept as Stripe does; the sandbox's pages are in English whatever it says. */
export const pageLocale = enumeration(
  "auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW".split(
    " ",
  ),
);
