/**
 * What waits to be settled: one line for each business, in order of arrival. A line that is out (taken as a turn) is not
 * taken again before it is given back, so that nothing of a business is decided before what came earlier.
 * Times are arguments, in milliseconds of any clock that only rises.
 */
export class WaitingRoom<Item> {
  readonly #capacity: number;
  readonly #lines = new Map<string, Line<Item>>();
  #size = 0;
  #ready = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Everything admitted and not yet settled, turns that are out included. */
  get size(): number {
    return this.#size;
  }

  /** Of these, everything in lines that no turn is out of. */
  get ready(): number {
    return this.#ready;
  }

  /** All or, when they do not fit, none. */
  admit(entries: readonly { readonly businessId: string; readonly item: Item }[]): boolean {
    if (this.#size + entries.length > this.#capacity) return false;
    this.#size += entries.length;
    for (const { businessId, item } of entries) {
      const line = this.#lineOf(businessId);
      line.items.push(item);
      if (!line.isOut) this.#ready += 1;
    }
    return true;
  }

  /** Turns that are due, longest waiting line first: at most so many, with at most so many items together. */
  take(now: number, most: { readonly turns: number; readonly items: number }): Turn<Item>[] {
    const turns: Turn<Item>[] = [];
    const taken: (readonly [string, Line<Item>])[] = [];
    let room = most.items;
    for (const [businessId, line] of this.#lines) {
      if (room === 0 || turns.length === most.turns) break;
      if (line.isOut || line.dueAt > now) continue;
      this.#ready -= line.items.length;
      const items = line.items.splice(0, Math.min(room, line.mostAtOnce));
      room -= items.length;
      line.isOut = true;
      turns.push({ businessId, items, misses: line.misses, mostAtOnce: line.mostAtOnce });
      taken.push([businessId, line]);
    }
    // What is left of them waits behind the others.
    for (const [businessId, line] of taken) {
      this.#lines.delete(businessId);
      this.#lines.set(businessId, line);
    }
    return turns;
  }

  /** Ends a turn. What could not be settled goes back to the front of its line. */
  giveBack(turn: Turn<Item>, rest: Rest<Item> = {}): void {
    const line = this.#lineOf(turn.businessId);
    const left = rest.left ?? [];
    this.#size -= turn.items.length - left.length;
    line.items.unshift(...left);
    line.isOut = false;
    this.#ready += line.items.length;
    line.misses = rest.misses ?? 0;
    line.dueAt = rest.dueAt ?? -Infinity;
    line.mostAtOnce = Math.max(1, rest.mostAtOnce ?? MOST_OF_ONE_BUSINESS);
    if (line.items.length === 0) this.#lines.delete(turn.businessId);
  }

  /** When the next turn could be taken; null when nothing waits that is not out. */
  nextDueAt(): number | null {
    let next: number | null = null;
    for (const line of this.#lines.values()) {
      if (!line.isOut && (next === null || line.dueAt < next)) next = line.dueAt;
    }
    return next;
  }

  #lineOf(businessId: string): Line<Item> {
    const known = this.#lines.get(businessId);
    if (known !== undefined) return known;
    const line: Line<Item> = { items: [], isOut: false, dueAt: -Infinity, misses: 0, mostAtOnce: MOST_OF_ONE_BUSINESS };
    this.#lines.set(businessId, line);
    return line;
  }
}

/** What one business has to settle together. */
export type Turn<Item> = {
  readonly businessId: string;
  readonly items: readonly Item[];
  /** How often the account moved before it could be written. */
  readonly misses: number;
  readonly mostAtOnce: number;
};

export type Rest<Item> = {
  readonly left?: readonly Item[];
  readonly misses?: number;
  /** Not to be taken before. */
  readonly dueAt?: number;
  /** How many to take next time: fewer when something among them fails for a reason of its own. */
  readonly mostAtOnce?: number;
};

/** One busy business must not make a statement that all others wait for. */
const MOST_OF_ONE_BUSINESS = 500;

type Line<Item> = { items: Item[]; isOut: boolean; dueAt: number; misses: number; mostAtOnce: number };
