import type { BenchEvent } from "../load/events.ts";
import type { BenchDatabase } from "../stage/bench-server.ts";

/** Where a contender works: a database nobody else writes to, and the businesses it may use. */
export type ContenderPlace = {
  readonly database: BenchDatabase;
  readonly businessIds: readonly string[];
  /** Left out: a new event of a business drawn at random. */
  readonly draw?: () => BenchEvent;
};
