import type { Books } from "../books/check-books.ts";
import type { BenchEvent } from "../load/events.ts";
import type { BenchDatabase } from "../stage/bench-server.ts";

/** Where a contender works: a database nobody else writes to, and the businesses it may use. */
export type ContenderPlace = {
  readonly database: BenchDatabase;
  readonly businessIds: readonly string[];
  /** Left out: a new event of a business drawn at random. */
  readonly draw?: () => BenchEvent;
};

/** Where what a contender wrote is looked at afterwards. That the others have not one line more is counted in any case. */
export function booksOf({ database, businessIds }: ContenderPlace): Books {
  return { ownerUrl: database.ownerUrl, businessIds: businessIds.length === 1 ? businessIds : null };
}
