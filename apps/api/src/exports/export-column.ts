import type { Instant, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import type { LedgerWindow } from "@farebox/db/exports";

/**
 * A column of an exported file, the same in every format. Columns are a promise: new ones are added at the end, none is
 * renamed, moved or given another meaning. `docs/exports.md` is written from them.
 */
export type ExportColumn<Row> = ColumnFacts &
  (
    | { readonly kind: "text" | "json"; readonly read: (row: Row, timeZone: string) => string | null }
    | { readonly kind: "tokens"; readonly read: (row: Row) => MicroTokens | null }
    | { readonly kind: "count"; readonly read: (row: Row) => bigint | null }
    | { readonly kind: "instant"; readonly read: (row: Row) => Instant | null }
  );

type ColumnFacts = {
  readonly name: string;
  readonly means: string;
  /** Whether it may be empty. */
  readonly isOptional: boolean;
};

/** One kind of export: how its file is called, what its rows have, where they come from. */
export type ExportTable<Row> = {
  readonly name: "transactions" | "usage";
  readonly columns: readonly ExportColumn<Row>[];
  readonly readWindow: (sql: SqlRunner, window: LedgerWindow) => Promise<readonly Row[]>;
};

export const TIME_ZONE_COLUMN = {
  name: "timeZone",
  kind: "text",
  isOptional: false,
  means: "The zone that the times of this file are written in; the same in every row.",
  read: (_row: unknown, timeZone: string) => timeZone,
} as const;
