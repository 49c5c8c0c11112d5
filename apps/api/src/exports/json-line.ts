import { toTokensText } from "@farebox/billing-core";
import type { ExportColumn } from "./export-column.ts";
import { toZonedText } from "./zoned-time.ts";

/** One row as a JSON object on a line of its own. Every column is in every row, so that a reader need not guess. */
export function toJsonLine<Row>(columns: readonly ExportColumn<Row>[], row: Row, timeZone: string): string {
  let line = "{";
  for (const [index, column] of columns.entries()) {
    line += `${index === 0 ? "" : ","}"${column.name}":${toJson(column, row, timeZone)}`;
  }
  return `${line}}\n`;
}

/** Amounts as exact decimal text, which JSON reads as a number. */
function toJson<Row>(column: ExportColumn<Row>, row: Row, timeZone: string): string {
  switch (column.kind) {
    case "text":
      return JSON.stringify(column.read(row, timeZone));
    case "json":
      return column.read(row, timeZone) ?? "null";
    case "tokens": {
      const amount = column.read(row);
      return amount === null ? "null" : toTokensText(amount);
    }
    case "count":
      return String(column.read(row));
    case "instant": {
      const at = column.read(row);
      return at === null ? "null" : `"${toZonedText(at, timeZone)}"`;
    }
  }
}
