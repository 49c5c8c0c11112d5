import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The face that has a character; null when none has. */
export function faceOf(codePoint: number): Face | null {
  return FACES.find(({ ranges }) => ranges.some(([from, to]) => codePoint >= from && codePoint <= to)) ?? null;
}

/** Its file in a weight, read once. */
export function readFace(face: Face, weight: Weight): Buffer {
  const path = face.isDrawn
    ? `${face.package}/files/${face.file}-wght-normal.woff2`
    : `${face.package}/files/${face.file}-${weight === "semibold" ? 600 : 400}-normal.woff`;
  const kept = files.get(path);
  if (kept !== undefined) return kept;
  const file = readFileSync(require.resolve(path));
  files.set(path, file);
  return file;
}

export type Weight = "regular" | "semibold";

export type Face = {
  /** Also the beginning of its files' names. */
  readonly file: string;
  readonly package: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
  /** Of one weight, and drawn as shapes instead of being embedded. */
  readonly isDrawn: boolean;
};

const require = createRequire(import.meta.url);
const files = new Map<string, Buffer>();

/** In the order in which they are asked for a character. A package lists which characters each of its files has. */
const FACES: readonly Face[] = [
  ...subsetsOf("inter", ["latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext"]),
  ...subsetsOf("noto-sans-hebrew", ["hebrew"]),
  ...subsetsOf("noto-sans-arabic", ["arabic"]),
  ...slicesOf("noto-sans-sc"),
  ...slicesOf("noto-sans-kr"),
];

export const FIRST_FACE = FACES[0] as Face;

function subsetsOf(family: string, subsets: readonly string[]): Face[] {
  const name = `@fontsource/${family}`;
  const listed = require(`${name}/unicode.json`) as Listed;
  return subsets.map((subset) => ({
    file: `${family}-${subset}`,
    package: name,
    ranges: toRanges(listed[subset]),
    isDrawn: false,
  }));
}

/** Scripts of many thousand characters come in slices, `[0]` and so on, of which a name needs one or two. */
function slicesOf(family: string): Face[] {
  const name = `@fontsource-variable/${family}`;
  const listed = require(`${name}/unicode.json`) as Listed;
  return Object.entries(listed).flatMap(([slice, ranges]) =>
    slice.startsWith("[")
      ? [{ file: `${family}-${slice.slice(1, -1)}`, package: name, ranges: toRanges(ranges), isDrawn: true }]
      : [],
  );
}

type Listed = Readonly<Record<string, string>>;

function toRanges(listed = ""): (readonly [number, number])[] {
  return listed.split(",").map((range) => {
    const [from = "0", to = from] = range.slice(2).split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
}
