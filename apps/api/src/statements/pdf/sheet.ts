import type PDFDocument from "pdfkit";
import { createPen, INK_SOFT, LINE, type Pen } from "./pen.ts";

/**
 * A4 pages filled from the top. Whoever writes asks for room first; where there is none a page begins, and what was asked to
 * stand above every page's rows (the head of a table) stands there again.
 */
export function createSheet(document: typeof PDFDocument.prototype): Sheet {
  const pen = createPen(document);
  let y = TOP;
  let repeat: (() => void) | null = null;
  const sheet: Sheet = {
    pen,
    document,
    get y() {
      return y;
    },
    moveTo(next) {
      y = next;
    },
    need(height) {
      if (y + height <= BOTTOM) return;
      document.addPage();
      y = TOP;
      repeat?.();
    },
    repeatOnPages(head) {
      repeat = head;
    },
    rule({ color = LINE, width = 0.75 } = {}) {
      document.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(width).strokeColor(color).stroke();
    },
  };
  return sheet;
}

export type Sheet = {
  readonly pen: Pen;
  readonly document: typeof PDFDocument.prototype;
  /** How far down the page is filled. */
  readonly y: number;
  readonly moveTo: (y: number) => void;
  /** Makes sure of so much room on this page. */
  readonly need: (height: number) => void;
  readonly repeatOnPages: (head: (() => void) | null) => void;
  /** A line across the page where it is filled to. */
  readonly rule: (look?: { readonly color?: string; readonly width?: number }) => void;
};

export const LEFT = 56;
export const RIGHT = 539.28;
const TOP = 56;
const BOTTOM = 770;
const FOOT = 800;

/** Says on every page whose statement it is and which page of how many. Written last, once their number is known. */
export function writeFeet({ document, pen }: Sheet, words: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    document
      .moveTo(LEFT, FOOT - 16)
      .lineTo(RIGHT, FOOT - 16)
      .lineWidth(0.75)
      .strokeColor(LINE)
      .stroke();
    pen.write(words, { x: LEFT, y: FOOT }, { size: 8, color: INK_SOFT, maxWidth: RIGHT - LEFT - 80 });
    const number = `Page ${page + 1} of ${count}`;
    pen.write(number, { x: RIGHT, y: FOOT }, { size: 8, color: INK_SOFT, align: "end" });
  }
}
