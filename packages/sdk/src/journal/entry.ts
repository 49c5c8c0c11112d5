import type { UsageEvent } from "../usage/usage-types.ts";

/** Something that must still reach the ledger. */
export type Entry = UsageEntry | CaptureEntry;

export type UsageEntry = {
  /** One entry an id: a later one takes the place of an earlier one. */
  readonly id: string;
  readonly kind: "usage";
  readonly event: UsageEvent;
  /** Seconds of a call that still runs: this is what they were so far. Whoever finds it after a crash delivers that. */
  readonly isRunning?: boolean;
};

/** A call that ended while Farebox could not be reached. */
export type CaptureEntry = {
  readonly id: string;
  readonly kind: "capture";
  readonly holdId: string;
  readonly elapsedSeconds: number;
  readonly businessId: string | undefined;
};
