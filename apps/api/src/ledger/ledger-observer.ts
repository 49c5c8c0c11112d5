import type { Command } from "@farebox/billing-core";

/** What the ledger tells whoever watches it run: metrics and the log. Never waited for. */
export type LedgerObserver = {
  /** Together: so many accounts and commands, in so many seconds from load to answer. */
  settled(round: { readonly accounts: number; readonly commands: number; readonly seconds: number }): void;
  /** A command has its answer. `outcome` of a refusal is the code of its error. */
  answered(command: { readonly kind: Command["kind"]; readonly outcome: string }): void;
  /** An account moved before it could be written. */
  moved(): void;
  /** What was presumed of an account was not so: it is loaded and decided again. */
  unconfirmed(): void;
  /** An account is decided under its lock. */
  locked(): void;
  conflicted(commands: number): void;
  refusedAsOverloaded(commands: number): void;
  answerLost(cause: unknown): void;
  /** A command failed for a reason of its own: a bug of ours. */
  failed(businessId: string, cause: unknown): void;
  /** Everything admitted and not yet answered. */
  waiting(commands: number): void;
};

export const unobserved: LedgerObserver = {
  settled: () => undefined,
  answered: () => undefined,
  moved: () => undefined,
  unconfirmed: () => undefined,
  locked: () => undefined,
  conflicted: () => undefined,
  refusedAsOverloaded: () => undefined,
  answerLost: () => undefined,
  failed: () => undefined,
  waiting: () => undefined,
};
