import { fittingSize, INK, INK_SOFT, type TextStyle } from "./pen.ts";
import { LEFT, RIGHT, type Sheet } from "./sheet.ts";

/** A table with a title, its head again on every page, and a last row that sums up. */
export function writeTable(sheet: Sheet, { title, columns, rows, total, empty }: Table): void {
  sheet.need(TITLE_HEIGHT + HEAD_HEIGHT + 2 * ROW_HEIGHT);
  sheet.moveTo(sheet.y + 30);
  sheet.pen.write(title, { x: LEFT, y: sheet.y }, { size: 12, weight: "semibold" });
  if (rows.length === 0) {
    sheet.moveTo(sheet.y + 18);
    sheet.pen.write(empty, { x: LEFT, y: sheet.y }, { size: 9.5, color: INK_SOFT });
    return;
  }
  const places = placeColumns(columns);
  const writeHead = () =>
    writeCells(
      sheet,
      places,
      columns.map(({ name }) => name),
      { size: 8, color: INK_SOFT },
      HEAD_HEIGHT,
    );
  sheet.moveTo(sheet.y + 4);
  writeHead();
  sheet.repeatOnPages(writeHead);
  for (const row of rows) {
    sheet.need(ROW_HEIGHT);
    writeCells(sheet, places, row, { size: 9.5 }, ROW_HEIGHT);
  }
  if (total !== undefined) {
    sheet.need(ROW_HEIGHT);
    writeCells(sheet, places, total, { size: 9.5, weight: "semibold" }, ROW_HEIGHT, INK);
  }
  sheet.repeatOnPages(null);
}

export type Table = {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly total?: readonly string[];
  /** Instead of a table without rows. */
  readonly empty: string;
};

/** `share` is of the page's width. */
export type Column = { readonly name: string; readonly share: number; readonly align?: "start" | "end" };

type Place = { readonly x: number; readonly maxWidth: number; readonly align: "start" | "end" };

const TITLE_HEIGHT = 40;
const HEAD_HEIGHT = 20;
const ROW_HEIGHT = 19;
const LEAST_SIZE = 7.5;
const GAP = 10;

function placeColumns(columns: readonly Column[]): Place[] {
  const width = RIGHT - LEFT;
  let from = LEFT;
  return columns.map(({ share, align = "start" }) => {
    const to = from + share * width;
    const place = { x: align === "end" ? to : from, maxWidth: share * width - GAP, align };
    from = to;
    return place;
  });
}

function writeCells(
  sheet: Sheet,
  places: readonly Place[],
  cells: readonly string[],
  style: TextStyle,
  height: number,
  ruleColor?: string,
): void {
  if (ruleColor !== undefined) sheet.rule({ color: ruleColor });
  const baseline = sheet.y + height - 6;
  for (const [index, { x, maxWidth, align }] of places.entries()) {
    const cell = cells[index] ?? "";
    const fitting = fittingSize(sheet.pen, cell, { ...style, maxWidth });
    // A figure is never cut, a reference only when it would become too small to read.
    const size = align === "end" ? fitting : Math.max(fitting, LEAST_SIZE);
    sheet.pen.write(cell, { x, y: baseline }, { ...style, size, maxWidth, align });
  }
  sheet.moveTo(sheet.y + height);
  if (ruleColor === undefined) sheet.rule();
}
