import type { MicroTokens } from "./amounts.ts";
import type { Instant } from "./instants.ts";

/** Whether a service is a live call (needs the floor before it starts, takes holds) or a single event. */
export type ServiceShape = "call" | "event";

/** The price of one service in one version of a rate card. */
export type Rate = {
  readonly service: string;
  /** Price of `per` base units. */
  readonly tokens: MicroTokens;
  /** Base units that `tokens` pays for; 60 for a price a minute counted in seconds. */
  readonly per: number;
  /** What one `quantity` counts: second, message, request. */
  readonly unit: string;
  readonly shape: ServiceShape;
  /** Base units billed at once when a use begins. 1 in the seed. */
  readonly initialIncrement: number;
  /** Base units billed at a time after the first increment. 1 in the seed. */
  readonly nextIncrement: number;
  /** Least charge of a use that is not zero. */
  readonly minimum: MicroTokens;
  /** Added once to a use that is not zero. */
  readonly connectFee: MicroTokens;
  /** Billed base units that cost nothing. */
  readonly freeUnits: number;
};

/** One immutable version of a price list, in force from `validFrom` until `validTo` (null: still). */
export type RateCard = {
  readonly id: string;
  /** Null for the general card; otherwise the business it was made for. */
  readonly businessId: string | null;
  readonly version: number;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly rates: readonly Rate[];
};
