import type { Instant, Outcome } from "@farebox/billing-core";
import { type Database, KeptAccounts } from "@farebox/db";
import { Coalescer } from "./coalescer.ts";
import type { CommandKind, Ledger, LedgerRequest } from "./ledger.ts";
import { type LedgerObserver, unobserved } from "./ledger-observer.ts";
import { type NotDecided, notDecided } from "./not-decided.ts";
import { type SettledApart, settleApart } from "./settle-apart.ts";
import { settleLocked, settleTurns } from "./settle-turns.ts";
import type { Waiting } from "./waiting.ts";

/** The one door of this process. `onCommitted` hears of every account that was written, after its commit. */
export function createLedger(db: Pick<Database, "ledger" | "ledgerPool">, options: LedgerOptions = {}): Ledger {
  const observer = options.observer ?? unobserved;
  let newestNow: Instant | null = null;
  let isOpen = true;
  const kept = new KeptAccounts(MOST_KEPT);

  const noteTime = (settled: SettledApart): SettledApart => {
    if (settled.newestNow !== null) newestNow = Math.max(newestNow ?? settled.newestNow, settled.newestNow);
    return settled;
  };

  const coalescer = new Coalescer({
    settle: async (turns) => noteTime(await settleApart((some) => settleTurns(db, kept, some), turns)),
    settleLocked: async (turn) => noteTime(await settleApart(([only = turn]) => settleLocked(db, only), [turn])),
    onCommitted: options.onCommitted ?? (() => undefined),
    observer,
    capacity: options.capacity ?? MOST_WAITING,
  });

  function submitAll<Kind extends CommandKind>(requests: readonly LedgerRequest<Kind>[]) {
    const answers: Promise<Outcome[Kind] | NotDecided>[] = [];
    const admittedAt = performance.now();
    const entries = requests.map(({ businessId, command }) => {
      const { promise, resolve } = Promise.withResolvers<Outcome[Kind] | NotDecided>();
      answers.push(promise);
      // The outcome of a command is of its own kind: decide says so, a list of all kinds cannot.
      const answer = resolve as Waiting["answer"];
      const item: Waiting = { command, answer, admittedAt, waitsSince: null, answersLost: 0 };
      return { businessId, item };
    });
    if (!isOpen) return Promise.resolve(requests.map(() => notDecided("unavailable")));
    if (!coalescer.admit(entries)) {
      observer.refusedAsOverloaded(requests.length);
      return Promise.resolve(requests.map(() => notDecided("overloaded")));
    }
    return Promise.all(answers);
  }

  return {
    submitAll,
    submit: async (businessId, command) => {
      const [answer] = await submitAll([{ businessId, command }]);
      return answer ?? notDecided("internal");
    },
    newestNow: () => newestNow,
    drain: () => {
      isOpen = false;
      return coalescer.whenIdle();
    },
  };
}

export type LedgerOptions = {
  readonly onCommitted?: (businessId: string, version: bigint) => void;
  readonly observer?: LedgerObserver;
  /** Commands that may wait at once; beyond it the answer is `overloaded`. */
  readonly capacity?: number;
};

/** 256 connections that each bring 100 events, and some more: two to three seconds of work. */
const MOST_WAITING = 30_000;
/** A kept account takes about 3 kB. */
const MOST_KEPT = 20_000;
