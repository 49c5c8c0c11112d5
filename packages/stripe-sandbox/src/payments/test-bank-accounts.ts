import { createHash } from "node:crypto";
import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import { invalidRequest } from "../wire/errors.ts";

/**
 * The documented test IBANs of SEPA Direct Debit, the delayed payment method of this sandbox: money is promised at once
 * (`processing`) and arrives or fails later.
 *
 * Source: https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-integration
 */
export function findTestIban(iban: string): TestIban | null {
  const compact = iban.replaceAll(/\s/gu, "").toUpperCase();
  const ending = compact.slice(-4);
  const outcome = OUTCOMES[ending];
  return outcome === undefined || !TEST_IBAN.test(compact)
    ? null
    : {
        country: compact.slice(0, 2),
        bankCode: compact.slice(4, 9),
        last4: ending,
        iban: compact,
        ...outcome,
      };
}

export interface TestIban {
  readonly iban: string;
  readonly country: string;
  readonly bankCode: string;
  readonly last4: string;
  readonly succeeds: boolean;
  /** How long the payment stays `processing`. */
  readonly delaySeconds: number;
}

// Austria's and Germany's documented series share their endings, which carry the meaning.
const TEST_IBAN = /^(?:AT\d{18}|DE\d{20})$/u;

// The sandbox settles the prompt ones after a second of its clock, so that `processing` can be seen.
const OUTCOMES: Readonly<Record<string, { succeeds: boolean; delaySeconds: number }>> = {
  "3201": { succeeds: true, delaySeconds: 1 },
  "3204": { succeeds: true, delaySeconds: 180 },
  "3202": { succeeds: false, delaySeconds: 1 },
  "3205": { succeeds: false, delaySeconds: 180 },
  "3000": { succeeds: true, delaySeconds: 1 },
  "3001": { succeeds: false, delaySeconds: 1 },
};

/** The account behind an IBAN as a payment method shows it; anything but a documented test IBAN is refused. */
export function readIban(iban: string) {
  const account = findTestIban(iban);
  if (account === null) {
    throw invalidRequest(
      "The IBAN you provided is not one of the documented test numbers: https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-integration",
      { code: "invalid_bank_account_iban", param: "sepa_debit[iban]" },
    );
  }
  return {
    bank_code: account.bankCode,
    branch_code: "",
    country: account.country,
    fingerprint: createHash("sha256").update(`iban:${account.iban}`).digest("hex").slice(0, 16),
    generated_from: { charge: null, setup_attempt: null },
    last4: account.last4,
  } satisfies Stored<Stripe.PaymentMethod.SepaDebit>;
}

/** What happens to a debit of an account, known by the ending that its payment method shows. */
export function debitOutcome(last4: string | null): { succeeds: boolean; delaySeconds: number } {
  return OUTCOMES[last4 ?? ""] ?? { succeeds: true, delaySeconds: 1 };
}
