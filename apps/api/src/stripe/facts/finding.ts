import type { Fact, PaymentRef } from "@farebox/billing-core";

/** What reading an object at the provider came to. */
export type Finding =
  | {
      readonly kind: "facts";
      readonly businessId: string;
      /** In the order in which they are sent: what was paid, how its subscription stands, what went back. */
      readonly facts: readonly Fact[];
      /** What somebody has to look at, although the facts count. */
      readonly concerns: readonly string[];
    }
  | NoFacts;

export type NoFacts =
  /** Not ours, or nothing that moves tokens. */
  | { readonly kind: "nothing"; readonly because: string }
  /** It names something of ours and does not fit it: nobody gets anything before somebody has looked at it. */
  | { readonly kind: "disagreement"; readonly businessId: string | null; readonly problem: string };

/** A payment of ours with what it brought. */
export type Paid = Extract<Finding, { readonly kind: "facts" }> & {
  readonly payment: PaymentRef;
  /** In minor units, with all taxes: what refunds and disputes are counted in. */
  readonly total: number;
};

export function nothing(because: string): NoFacts {
  return { kind: "nothing", because };
}

export function disagreement(problem: string, businessId: string | null = null): NoFacts {
  return { kind: "disagreement", businessId, problem };
}

/** What an object refers to arrives as an id, or whole where it was asked for. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  if (reference === null || reference === undefined) return null;
  return typeof reference === "string" ? reference : reference.id;
}

/** Something that is named is not there yet. Tried again later: it may be on its way. */
export class NotThereYet extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotThereYet";
  }
}
