import { create, type Font } from "fontkit";
import type PDFDocument from "pdfkit";
import { type Face, readFace, type Weight } from "./fonts.ts";

/**
 * Draws text as shapes. The faces of scripts with many thousand characters come in a form that cannot be embedded, and in
 * their thinnest weight, which a line around each shape makes up for.
 */
export function drawOutlines(document: typeof PDFDocument.prototype, drawn: DrawnText): void {
  const font = openFace(drawn.face);
  const scale = drawn.size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(drawn.text);
  let x = drawn.x;
  for (const [index, glyph] of glyphs.entries()) {
    document.save().translate(x, drawn.y).scale(scale, -scale);
    document
      .path(glyph.path.toSVG())
      .lineJoin("round")
      .lineWidth(font.unitsPerEm * OUTLINE[drawn.weight]);
    document.fillAndStroke(drawn.color, drawn.color).restore();
    x += (positions[index]?.xAdvance ?? 0) * scale;
  }
}

export type DrawnText = {
  readonly face: Face;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: Weight;
  readonly color: string;
};

export function outlinesWidth({ face, text, size }: Pick<DrawnText, "face" | "text" | "size">): number {
  const font = openFace(face);
  return (font.layout(text).advanceWidth * size) / font.unitsPerEm;
}

const OUTLINE: Readonly<Record<Weight, number>> = { regular: 0.03, semibold: 0.055 };

const opened = new Map<Face, Font>();

function openFace(face: Face): Font {
  const kept = opened.get(face);
  if (kept !== undefined) return kept;
  const font = create(readFace(face, "regular"));
  if (!("layout" in font)) throw new Error(`${face.file} is not one font`);
  opened.set(face, font);
  return font;
}
