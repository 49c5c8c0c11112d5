import { toCsvCell, toCsvRow } from "./csv.ts";
import type { ExportTable } from "./export-column.ts";
import { toJsonLine } from "./json-line.ts";

/** What a file is made of: pages of rows, in order. An empty page says that the search goes on. */
export type Pages<Row> = AsyncIterable<readonly Row[]>;

export type Written<Row> = {
  readonly table: ExportTable<Row>;
  readonly pages: Pages<Row>;
  readonly timeZone: string;
};

/** CSV with a line of names. `hasByteOrderMark` for spreadsheets that would take UTF-8 for something older. */
export async function* writeCsv<Row>(
  { table: { columns }, pages, timeZone }: Written<Row>,
  { hasByteOrderMark }: { readonly hasByteOrderMark: boolean },
): AsyncGenerator<Uint8Array> {
  const names = toCsvRow(columns.map(({ name }) => name));
  yield Buffer.from(hasByteOrderMark ? `${BYTE_ORDER_MARK}${names}` : names);
  yield* writeLines(pages, (row) => toCsvRow(columns.map((column) => toCsvCell(column, row, timeZone))));
}

const BYTE_ORDER_MARK = "\uFEFF";

export function writeJsonLines<Row>({ table, pages, timeZone }: Written<Row>): AsyncGenerator<Uint8Array> {
  return writeLines(pages, (row) => toJsonLine(table.columns, row, timeZone));
}

/** In small pieces: a text as long as a page outlives the quick collections of garbage, and the process grows by many of them. */
async function* writeLines<Row>(pages: Pages<Row>, toLine: (row: Row) => string): AsyncGenerator<Uint8Array> {
  for await (const rows of pages) {
    let text = "";
    for (const row of rows) {
      text += toLine(row);
      if (text.length < PIECE_CHARACTERS) continue;
      yield Buffer.from(text);
      text = "";
    }
    yield Buffer.from(text);
  }
}

const PIECE_CHARACTERS = 16_384;
