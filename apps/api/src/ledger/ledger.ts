import type { Command, Instant, Outcome } from "@farebox/billing-core";
import type { NotDecided } from "./not-decided.ts";

/**
 * The one door: every change of a business's tokens goes through it as a command, and whoever asked hears the outcome
 * after the commit. Commands of one business are decided in the order they arrived, whichever requests they came from.
 */
export type Ledger = {
  submit<Kind extends CommandKind>(businessId: string, command: CommandOf<Kind>): Promise<Outcome[Kind] | NotDecided>;
  /** Several at once, for any businesses: an answer each, in order. Either all are taken on or, when too much waits, none. */
  submitAll<Kind extends CommandKind>(
    requests: readonly LedgerRequest<Kind>[],
  ): Promise<readonly (Outcome[Kind] | NotDecided)[]>;
  /** Newest money time that any account was loaded at; null before the first. Never later than the database's own. */
  newestNow(): Instant | null;
  /** Takes nothing on any more; resolves when everything that waits has its answer. */
  drain(): Promise<void>;
};

export type CommandKind = Command["kind"];
export type CommandOf<Kind extends CommandKind> = Extract<Command, { readonly kind: Kind }>;
export type LedgerRequest<Kind extends CommandKind = CommandKind> = {
  readonly businessId: string;
  readonly command: CommandOf<Kind>;
};
