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
