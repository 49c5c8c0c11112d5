import type { Inversion } from "@farebox/billing-core";
import type { Refusal } from "./refusal.ts";

/** Brings what is for sale to the payment provider. */
export type CatalogueSync = {
  /** What it would do. Changes nothing. */
  plan(): Promise<CatalogueReport | Refusal>;
  /** Does it, and tells what was done. Prices alone: the webhook endpoint is set up where its secret can be kept. */
  apply(): Promise<CatalogueReport | Refusal>;
};

export type CatalogueReport = {
  /** One line each, in words. */
  readonly steps: readonly string[];
  readonly problems: readonly string[];
  /** Packages that sell tokens for less than a plan does, and nobody has said that it is meant. */
  readonly inversions: readonly Inversion[];
};
