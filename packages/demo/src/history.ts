import type { Instant, MicroTokens } from "@farebox/billing-core";

/** Tokens that arrive in a demo business. */
export type DemoGrant = {
  readonly kind: "grant";
  readonly key: string;
  readonly at: Instant;
  readonly source: "promotion" | "adjustment";
  readonly tokens: MicroTokens;
  readonly effectiveAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly reason: string;
};

/** Usage of a demo business. Reported as work that already happened. */
export type DemoEvent = {
  readonly kind: "event";
  readonly key: string;
  readonly at: Instant;
  readonly service: string;
  readonly quantity: number;
  readonly agentId: string;
  readonly ref: string;
};

/** What it bought when its history is told, by the keys of the catalogue. */
export type DemoBuys = { readonly plan: string | null; readonly packages: readonly string[] };

export type DemoBusiness = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isDemoOwners: boolean;
  /** When it was made and got its trial. */
  readonly startAt: Instant;
  /** Grants and events in the order of time; at the same moment grants first. */
  readonly entries: readonly (DemoGrant | DemoEvent)[];
  readonly buys: DemoBuys;
};
