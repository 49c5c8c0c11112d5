import type { CollectionKind } from "./collection.ts";
import { buildId } from "./ids.ts";

export interface Change {
  readonly collection: string;
  readonly id: string;
  /** Null where the row was deleted. */
  readonly row: object | null;
}

interface UndoableChange extends Change {
  readonly undo: () => void;
}

/** Collects what the transaction under way writes, to undo it when it fails and to keep it when it does not. */
export class Journal {
  #open: UndoableChange[] | null = null;
  #afterCommit: (() => void)[] = [];
  /** Ids made so far. A failed transaction's ids stay used, so that no id is ever seen twice. */
  idsMade = 0;

  newId(kind: CollectionKind): string {
    this.idsMade += 1;
    return buildId(kind, this.idsMade);
  }

  record(change: UndoableChange): void {
    if (this.#open === null) throw new Error(`${change.collection} ${change.id} is written outside a transaction`);
    this.#open.push(change);
  }

  afterCommit(action: () => void): void {
    this.#afterCommit.push(action);
  }

  /** Runs `work`; a throw undoes all it wrote, unless `keeps` says that this failure is also an outcome. */
  run<T>(work: () => T, options: { keeps: (failure: unknown) => boolean; commit: (changes: Change[]) => void }): T {
    if (this.#open !== null) return work();
    this.#open = [];
    try {
      const outcome = work();
      this.#commit(options.commit);
      return outcome;
    } catch (failure) {
      if (options.keeps(failure)) this.#commit(options.commit);
      else this.#undo();
      throw failure;
    } finally {
      this.#open = null;
    }
  }

  /** Runs `work` inside a transaction and takes back all it wrote: what would happen, for a preview. */
  rehearse<T>(work: () => T): T {
    const open = this.#open;
    if (open === null) throw new Error("a rehearsal needs a transaction around it");
    const written = open.length;
    const planned = [...this.#afterCommit];
    try {
      return work();
    } finally {
      for (const change of open.splice(written).reverse()) change.undo();
      this.#afterCommit = planned;
    }
  }

  #commit(commit: (changes: Change[]) => void): void {
    const changes = this.#open ?? [];
    const actions = this.#afterCommit;
    this.#open = null;
    this.#afterCommit = [];
    if (changes.length > 0) commit(changes.map(({ collection, id, row }) => ({ collection, id, row })));
    for (const action of actions) action();
  }

  #undo(): void {
    for (const change of (this.#open ?? []).reverse()) change.undo();
    this.#afterCommit = [];
  }
}
