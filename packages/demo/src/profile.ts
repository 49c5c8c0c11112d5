import type { EVENT_SHARES } from "./figures.ts";
import type { DemoBuys } from "./history.ts";

export type DrawnService = keyof typeof EVENT_SHARES;

/** An AI agent or a person behind events, with the kinds of work it does. */
export type Agent = { readonly id: string; readonly services: readonly DrawnService[]; readonly weight: number };

/** How a story of four weeks ends. */
export type Ending =
  /** Only ever had the trial. */
  | { readonly kind: "trial" }
  /** Tokens left at the end: at least this many. */
  | { readonly kind: "left"; readonly tokens: number; readonly granularity: number }
  | { readonly kind: "empty" }
  /** Worked on beyond its tokens: owes about this many. */
  | { readonly kind: "overdrawn"; readonly tokens: number };

export type Extra =
  /** Tokens given for some days, of which about `surplusTokens` nobody used in time. */
  | {
      readonly kind: "lapsed_promotion";
      readonly surplusTokens: number;
      readonly fromDay: number;
      readonly untilDay: number;
    }
  /** Free tokens that end soon after this minute. */
  | { readonly kind: "expiring_promotion"; readonly tokens: number; readonly hoursLeft: number }
  /** Granted already, spendable later. */
  | { readonly kind: "upcoming_grant"; readonly tokens: number; readonly inDays: number }
  /** Ran out on a day of its past and owed tokens until the grant of the next day paid them back. */
  | { readonly kind: "was_overdrawn"; readonly onDay: number };

/** One business of the demo: who it is, how it works, and the state it is in at the end. */
export type Profile = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isDemoOwners: boolean;
  /** Days of history; 28 unless it joined later. */
  readonly days: number;
  /** About so many events in all. */
  readonly events: number;
  /** More or less of a kind than real usage has on average; 1 where absent. */
  readonly emphasis: Partial<Record<DrawnService, number>>;
  /** Share of what is busy on a Wednesday that is busy on a Saturday. */
  readonly weekend: number;
  /** How many times more uneven than real AI traffic. */
  readonly burstiness: number;
  readonly agents: readonly Agent[];
  readonly ending: Ending;
  readonly extras: readonly Extra[];
  readonly buys: DemoBuys;
};
