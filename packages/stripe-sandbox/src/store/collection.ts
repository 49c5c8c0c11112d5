import { noSuch } from "../wire/errors.ts";
import type { Journal } from "./journal.ts";

export interface Row {
  readonly id: string;
}

/** What a collection's rows are called on the wire and how their ids look. */
export interface CollectionKind {
  readonly idPrefix: string;
  /** Characters after the prefix and its underscore. */
  readonly idLength: number;
  /** The name used in "No such …". */
  readonly label: string;
  /** Rows the API never shows; their ids may come back, so that no trace of a deleted one is kept. */
  readonly isInternal?: boolean;
  /** The property that is null once nothing is left to be done with a row; `live()` leaves such rows out. */
  readonly liveWhile?: string;
}

/**
 * All rows of one resource, in the order they were made. Rows are frozen: a change is a new row under the same id, so
 * that a failed request can be undone and an event keeps the object as it was.
 */
export class Collection<T extends Row> {
  readonly #name: string;
  readonly #kind: CollectionKind;
  readonly #journal: Journal;
  readonly #rows = new Map<string, T>();
  readonly #live = new Map<string, T>();
  readonly #deletedIds = new Set<string>();

  constructor(name: string, kind: CollectionKind, journal: Journal) {
    this.#name = name;
    this.#kind = kind;
    this.#journal = journal;
  }

  newId(): string {
    return this.#journal.newId(this.#kind);
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): T | undefined {
    return this.#rows.get(id);
  }

  /** The row, or the refusal a client gets who names one that is not there. */
  require(id: string, param = "id", status = 404): T {
    const row = this.#rows.get(id);
    if (row === undefined) throw noSuch(this.#kind.label, id, param, status);
    return row;
  }

  isDeleted(id: string): boolean {
    return this.#deletedIds.has(id);
  }

  values(): IterableIterator<T> {
    return this.#rows.values();
  }

  /** Rows something is left to be done with, without a look at all the others. */
  live(): IterableIterator<T> {
    return this.#live.values();
  }

  /** Ids of rows that were deleted. */
  deletedIds(): readonly string[] {
    return [...this.#deletedIds];
  }

  /** Oldest first. */
  all(): T[] {
    return [...this.#rows.values()];
  }

  where(matches: (row: T) => boolean): T[] {
    return this.all().filter(matches);
  }

  insert<Given extends T>(row: Given): Given {
    if (this.#rows.has(row.id) || this.#deletedIds.has(row.id)) throw new Error(`${this.#name} ${row.id} exists`);
    this.#write(row.id, row);
    return row;
  }

  /** Writes the changed row and returns it; properties not named stay. */
  update(id: string, changes: Partial<T>): T {
    const before = this.#rows.get(id);
    if (before === undefined) throw new Error(`${this.#name} ${id} does not exist`);
    const after: T = { ...before, ...changes, id };
    this.#write(id, after);
    return after;
  }

  delete(id: string): void {
    this.#write(id, null);
  }

  /** Used by the store alone: reading a file back and undoing a transaction. */
  restore(id: string, row: T | null, wasDeleted = row === null): void {
    if (row === null) this.#rows.delete(id);
    else this.#rows.set(id, deepFreeze(row));
    const { liveWhile } = this.#kind;
    if (row !== null && liveWhile !== undefined && Reflect.get(row, liveWhile) !== null) this.#live.set(id, row);
    else this.#live.delete(id);
    if (wasDeleted && this.#kind.isInternal !== true) this.#deletedIds.add(id);
    else this.#deletedIds.delete(id);
  }

  #write(id: string, row: T | null): void {
    const before = this.#rows.get(id) ?? null;
    const wasDeleted = this.#deletedIds.has(id);
    this.#journal.record({
      collection: this.#name,
      id,
      row,
      undo: () => this.restore(id, before, wasDeleted),
    });
    this.restore(id, row);
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
