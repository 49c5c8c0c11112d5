import { StripeError } from "../wire/errors.ts";
import { Collection, type Row } from "./collection.ts";
import { COLLECTION_KINDS, type Records } from "./collections.ts";
import { type Change, Journal } from "./journal.ts";

/** The whole state of the sandbox: one collection per resource, a clock, and transactions over them. */
export type World = WorldCore & Tables;

type Tables = { readonly [Name in keyof Records]: Collection<Records[Name]> };

/** The request that causes what is written now; null where time itself does (a renewal). */
export interface CausingRequest {
  readonly id: string;
  readonly idempotencyKey: string | null;
}

export interface WorldOptions {
  /** Called with each committed set of changes, in order. */
  readonly onCommit?: (changes: Change[], idsMade: number) => void;
  readonly realNow?: () => number;
}

export function createWorld(options: WorldOptions = {}): World {
  const journal = new Journal();
  const core = new WorldCore(journal, options);
  const tables: { [name: string]: Collection<Row> } = {};
  for (const [name, kind] of Object.entries(COLLECTION_KINDS)) tables[name] = new Collection<Row>(name, kind, journal);
  // The table of kinds satisfies Record<keyof Records, …>, so that every collection is there.
  return Object.assign(core, tables as unknown as Tables);
}

export class WorldCore {
  readonly journal: Journal;
  readonly #options: WorldOptions;
  request: CausingRequest | null = null;
  /** Wakes whoever does due work; set by the running server. */
  onWorkScheduled: (() => void) | null = null;
  /** Where the local pages are (checkout, receipts, 3-D Secure), without a slash at its end; set by the running server. */
  baseUrl = "http://127.0.0.1";
  /** Seconds the sandbox's clock is ahead of real time. */
  offsetSeconds = 0;
  /** The instant due work is being done for, while it is; by clock, the sandbox's own under "". */
  readonly steppedTo = new Map<string, number>();

  constructor(journal: Journal, options: WorldOptions) {
    this.journal = journal;
    this.#options = options;
  }

  /** Everything `work` writes is kept, or nothing when it throws; `request` is named by the events it emits. */
  transaction<T>(request: CausingRequest | null, work: () => T): T {
    const outer = this.request;
    this.request = request;
    try {
      return this.journal.run(work, {
        keeps: (failure) => failure instanceof StripeError && failure.keepsChanges,
        commit: (changes) => this.#options.onCommit?.(changes, this.journal.idsMade),
      });
    } finally {
      this.request = outer;
    }
  }

  /** Runs after the transaction under way has been kept, and not at all when it fails. */
  afterCommit(action: () => void): void {
    this.journal.afterCommit(action);
  }

  /** Real time in Unix seconds, for signatures and logs: never moved. */
  realNow(): number {
    return Math.floor((this.#options.realNow?.() ?? Date.now()) / 1000);
  }
}
