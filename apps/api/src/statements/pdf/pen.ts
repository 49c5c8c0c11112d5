import type PDFDocument from "pdfkit";
import { readFont, type Weight } from "./fonts.ts";
import { type TextRun, toRuns, visible } from "./text-runs.ts";

/** Writes lines of any script onto a document, at the baseline given. */
export function createPen(document: typeof PDFDocument.prototype): Pen {
  const registered = new Set<string>();

  function use({ font }: TextRun, size: number): void {
    if (!registered.has(font)) {
      document.registerFont(font, readFont(font));
      registered.add(font);
    }
    document.font(font).fontSize(size);
  }

  function widthOfRuns(runs: readonly TextRun[], size: number): number {
    let width = 0;
    for (const run of runs) {
      use(run, size);
      width += document.widthOfString(run.text, OPTIONS);
    }
    return width;
  }

  const widthOf: Pen["widthOf"] = (text, { size, weight = "regular" }) => widthOfRuns(toRuns(text, weight), size);

  function cut(text: string, style: TextStyle): string {
    const { maxWidth } = style;
    const whole = visible(text);
    if (maxWidth === undefined || widthOf(whole, style) <= maxWidth) return whole;
    const characters = [...whole];
    let low = 0;
    let high = characters.length;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (widthOf(`${characters.slice(0, middle).join("")}…`, style) <= maxWidth) low = middle;
      else high = middle;
    }
    return `${characters.slice(0, low).join("").trimEnd()}…`;
  }

  return {
    widthOf,
    write(text, { x, y }, style) {
      const { size, weight = "regular", color = INK, align = "start" } = style;
      const runs = toRuns(cut(text, style), weight);
      let at = align === "end" ? x - widthOfRuns(runs, size) : x;
      for (const run of runs) {
        use(run, size);
        document.fillColor(color).text(run.text, at, y, { ...OPTIONS, baseline: "alphabetic", lineBreak: false });
        at += document.widthOfString(run.text, OPTIONS);
      }
    },
  };
}

export type Pen = {
  /** One line; what is wider than `maxWidth` ends in an ellipsis. `end` writes up to `x`. */
  readonly write: (text: string, at: { readonly x: number; readonly y: number }, style: TextStyle) => void;
  readonly widthOf: (text: string, style: TextStyle) => number;
};

export type TextStyle = {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: "start" | "end";
  readonly maxWidth?: number;
};

export const INK = "#1d1913";
export const INK_SOFT = "#6b655d";
export const LINE = "#e1dfdc";

/** Figures of one width, so that amounts stand under each other. */
const OPTIONS = { features: ["tnum" as const] };
