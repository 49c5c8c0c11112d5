import type { Cap, Correction, Grant, Hold, ReviewLine, UsageLine } from "./account.ts";
import type { AlertRule } from "./alerts.ts";
import type { MicroTokens } from "./amounts.ts";
import type { Settings } from "./effects.ts";
import type { BillingError } from "./errors.ts";
import type { Lease } from "./lease.ts";

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
  /** Holds that were overdue, as they are now. */
  readonly abandoned: readonly Hold[];
};

/** `replayed` answers the hold as it is now, whatever became of the call. */
export type OpenHoldOutcome =
  | ({ readonly outcome: "opened" | "replayed"; readonly hold: Hold } & Lease)
  | { readonly outcome: "refused"; readonly error: BillingError };

export type ExtendHoldOutcome =
  | ({ readonly outcome: "extended" | "replayed"; readonly hold: Hold } & Lease)
  | { readonly outcome: "refused"; readonly error: BillingError };

/** `settled`: the hold had been abandoned, and the difference was booked. */
export type CaptureHoldOutcome =
  | { readonly outcome: "captured" | "settled" | "replayed"; readonly hold: Hold }
  | { readonly outcome: "refused"; readonly error: BillingError };

export type VoidHoldOutcome =
  | { readonly outcome: "voided" | "replayed"; readonly hold: Hold }
  | { readonly outcome: "refused"; readonly error: BillingError };

export type SetCapsOutcome =
  | { readonly outcome: "caps_set"; readonly caps: readonly Cap[] }
  | { readonly outcome: "refused"; readonly error: BillingError };

export type SetAlertsOutcome =
  | { readonly outcome: "alerts_set"; readonly rules: readonly AlertRule[] }
  | { readonly outcome: "refused"; readonly error: BillingError };

export type RunwayCheckedOutcome = { readonly outcome: "runway_checked"; readonly warnings: number };

export type ChangeSettingsOutcome =
  | { readonly outcome: "settings_changed"; readonly settings: Settings }
  | { readonly outcome: "refused"; readonly error: BillingError };

/**
 * `applied` when the fact was news. `grants` are those it brought, as they are now; `taken` is what went back with money
 * (negative: came again), `shortfall` what should have and was spent already.
 */
export type ApplyFactOutcome =
  | {
      readonly outcome: "applied" | "replayed";
      readonly grants: readonly Grant[];
      readonly taken: MicroTokens;
      readonly shortfall: MicroTokens;
      readonly balanceAfter: MicroTokens;
    }
  | { readonly outcome: "refused"; readonly error: BillingError };

export type Outcome = {
  grant: GrantOutcome;
  record_usage: RecordUsageOutcome;
  correct_usage: CorrectUsageOutcome;
  resolve_review: ResolveReviewOutcome;
  open_hold: OpenHoldOutcome;
  extend_hold: ExtendHoldOutcome;
  capture_hold: CaptureHoldOutcome;
  void_hold: VoidHoldOutcome;
  set_caps: SetCapsOutcome;
  set_alerts: SetAlertsOutcome;
  runway_checked: RunwayCheckedOutcome;
  change_settings: ChangeSettingsOutcome;
  apply_fact: ApplyFactOutcome;
  expire: ExpireOutcome;
};
