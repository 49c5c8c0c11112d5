import type { Correction, Grant, ReviewLine, UsageLine } from "./account.ts";
import type { MicroTokens } from "./amounts.ts";
import type { BillingError } from "./errors.ts";

/** What a command came to. `refused` wrote nothing and took no key; `replayed` is the first answer again. */
export type GrantOutcome =
  | { readonly outcome: "granted" | "replayed"; readonly grant: Grant; readonly balanceAfter: MicroTokens }
  | { readonly outcome: "refused"; readonly error: BillingError };

export type RecordUsageOutcome =
  | { readonly outcome: "recorded" | "replayed"; readonly line: UsageLine }
  | { readonly outcome: "review"; readonly review: ReviewLine; readonly replayed: boolean }
  | { readonly outcome: "refused"; readonly error: BillingError };

export type CorrectUsageOutcome =
  | { readonly outcome: "corrected" | "replayed"; readonly correction: Correction }
  | { readonly outcome: "refused"; readonly error: BillingError };

export type ResolveReviewOutcome =
  | {
      readonly outcome: "accepted" | "rejected" | "replayed";
      readonly review: ReviewLine;
      readonly line: UsageLine | null;
    }
  | { readonly outcome: "refused"; readonly error: BillingError };

export type ExpireOutcome = {
  readonly outcome: "expired";
  readonly lapsed: MicroTokens;
  readonly repaid: MicroTokens;
  readonly grants: number;
};

export type Outcome = {
  grant: GrantOutcome;
  record_usage: RecordUsageOutcome;
  correct_usage: CorrectUsageOutcome;
  resolve_review: ResolveReviewOutcome;
  expire: ExpireOutcome;
};
