import type PDFDocument from "pdfkit";
import { readFace, type Weight } from "./fonts.ts";
import { drawOutlines, outlinesWidth } from "./outlines.ts";
import { type TextRun, toRuns, visible } from "./text-runs.ts";

/** Writes lines of any script onto a document, at the baseline given. */
export function createPen(document: typeof PDFDocument.prototype): Pen {
  const registered = new Set<string>();

  function use({ face }: TextRun, { size, weight = "regular" }: TextStyle): void {
    const name = `${face.file} ${weight}`;
    if (!registered.has(name)) {
      document.registerFont(name, readFace(face, weight));
      registered.add(name);
    }
    document.font(name).fontSize(size);
  }

  function widthOfRun(run: TextRun, style: TextStyle): number {
    if (run.face.isDrawn) return outlinesWidth({ ...run, size: style.size });
    use(run, style);
    return document.widthOfString(run.text, optionsOf(run.text));
  }

  const widthOfRuns = (runs: readonly TextRun[], style: TextStyle): number =>
    runs.reduce((width, run) => width + widthOfRun(run, style), 0);

  const widthOf: Pen["widthOf"] = (text, style) => widthOfRuns(toRuns(text), style);

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
      const runs = toRuns(cut(text, style));
      let at = align === "end" ? x - widthOfRuns(runs, style) : x;
      for (const run of runs) {
        const width = widthOfRun(run, style);
        if (run.face.isDrawn) drawOutlines(document, { ...run, x: at, y, size, weight, color });
        else
          document
            .fillColor(color)
            .text(run.text, at, y, { ...optionsOf(run.text), baseline: "alphabetic", lineBreak: false });
        at += width;
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

/** The size at which a figure fits: it is written smaller, never cut. */
export function fittingSize(
  { widthOf }: Pen,
  figure: string,
  style: TextStyle & { readonly maxWidth: number },
): number {
  const width = widthOf(figure, style);
  return width <= style.maxWidth ? style.size : (style.size * style.maxWidth) / width - 0.05;
}

export const INK = "#1d1913";
export const INK_SOFT = "#6b655d";
export const LINE = "#e1dfdc";

/** Figures of one width, so that amounts stand under each other; within words they would look torn apart. */
function optionsOf(text: string): { readonly features: PDFKit.Mixins.OpenTypeFeatures[] } {
  return { features: /\p{L}/u.test(text) ? [] : ["tnum"] };
}
