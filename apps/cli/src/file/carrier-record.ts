import type { Instant } from "@farebox/billing-core";

/** One row of the carrier's file: what the carrier says of one call or message. */
export type CarrierRecord = {
  readonly ref: string;
  /** Line of the file it begins on. */
  readonly line: number;
  readonly service: string;
  /** Whole seconds, or what the service counts; 0 never got through. */
  readonly quantity: number;
  readonly startedAt: Instant;
  readonly agentId: string | null;
};

export type Problem = { readonly line: number; readonly reason: string };
