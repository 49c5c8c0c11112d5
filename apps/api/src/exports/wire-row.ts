import { toTokens } from "@farebox/billing-core";
import type { ExportColumn } from "./export-column.ts";
import { toZonedText } from "./zoned-time.ts";

/** A row as an object, for callers who read it as one: the same names and values as a line of JSON. */
export function toWireRow<Row>(columns: readonly ExportColumn<Row>[], row: Row, timeZone: string): WireRow {
  return Object.fromEntries(columns.map((column) => [column.name, toValue(column, row, timeZone)]));
}

export type WireRow = Readonly<Record<string, string | number | object | null>>;

function toValue<Row>(column: ExportColumn<Row>, row: Row, timeZone: string): WireRow[string] {
  switch (column.kind) {
    case "text":
      return column.read(row, timeZone);
    case "json": {
      const text = column.read(row, timeZone);
      return text === null ? null : (JSON.parse(text) as object);
    }
    case "tokens": {
      const amount = column.read(row);
      return amount === null ? null : toTokens(amount);
    }
    case "count": {
      const count = column.read(row);
      return count === null ? null : Number(count);
    }
    case "instant": {
      const at = column.read(row);
      return at === null ? null : toZonedText(at, timeZone);
    }
  }
}
