import { toTokensText } from "@farebox/billing-core";
import type { ExportColumn } from "./export-column.ts";
import { toZonedText } from "./zoned-time.ts";

/** One row as RFC 4180 has it, with its line end. */
export function toCsvRow(cells: readonly string[]): string {
  return `${cells.map(quote).join(",")}\r\n`;
}

/** A value as its cell. Only text of other people can be taken for a formula; amounts are written as the numbers they are. */
export function toCsvCell<Row>(column: ExportColumn<Row>, row: Row, timeZone: string): string {
  switch (column.kind) {
    case "text":
    case "json":
      return defuse(column.read(row, timeZone) ?? "");
    case "tokens": {
      const amount = column.read(row);
      return amount === null ? "" : toTokensText(amount);
    }
    case "count":
      return String(column.read(row) ?? "");
    case "instant": {
      const at = column.read(row);
      return at === null ? "" : toZonedText(at, timeZone);
    }
  }
}

/**
 * A spreadsheet runs what begins like a formula, wherever it came from: a name, a reference, a reason. An apostrophe before it
 * makes it text. What is a number and nothing else calculates nothing and stays what it is.
 */
export function defuse(text: string): string {
  return DANGEROUS.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

// The wide forms are what some spreadsheets read as the narrow ones.
const DANGEROUS = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

function quote(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
