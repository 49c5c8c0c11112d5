import { invalidRequest } from "../wire/errors.ts";
import { integer, readText } from "./scalars.ts";
import type { Schema } from "./schema.ts";

/** Stripe's largest amount: eight digits, in the smallest unit of the currency. */
const MAXIMUM_AMOUNT = 99_999_999;

export function currency(): Schema<string> {
  return {
    about: { kind: "currency" },
    parse(raw, param) {
      const code = readText(raw, param, "currency").toLowerCase();
      if (SUPPORTED.has(code)) return code;
      throw invalidRequest(
        `Invalid currency: ${code}. Stripe currently supports these currencies: ${[...SUPPORTED].join(", ")}`,
        { param },
      );
    },
  };
}

/** An amount of at least `minimum` in the currency's smallest unit. */
export function amount(minimum = 0): Schema<number> {
  const whole = integer();
  return {
    about: { kind: "integer", minimum, maximum: MAXIMUM_AMOUNT },
    parse(raw, param) {
      const value = whole.parse(raw, param);
      if (value < minimum) {
        const message =
          minimum === 1 ? "Invalid positive integer" : `This value must be greater than or equal to ${minimum}.`;
        throw invalidRequest(message, { code: "parameter_invalid_integer", param });
      }
      if (value > MAXIMUM_AMOUNT) {
        throw invalidRequest("Amount must be no more than $999,999.99", { code: "amount_too_large", param });
      }
      return value;
    },
  };
}

/** An amount that may be negative, such as a credit. */
export function signedAmount(): Schema<number> {
  return amount(-MAXIMUM_AMOUNT);
}

const SUPPORTED = new Set(
  "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw".split(
    " ",
  ),
);
