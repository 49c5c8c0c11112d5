import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The font that has a character, by its name in a document. Characters that none has are drawn as the box of the first. */
export function fontOf(codePoint: number, weight: Weight): FontName {
  const found = FACES.find(({ ranges }) => ranges.some(([from, to]) => codePoint >= from && codePoint <= to));
  return `${(found ?? LATIN).name} ${weight}`;
}

/** The file of a font, read once. */
export function readFont(name: FontName): Buffer {
  const kept = files.get(name);
  if (kept !== undefined) return kept;
  const face = FACES.find((one) => name.startsWith(`${one.name} `)) ?? LATIN;
  const weight = name.endsWith("semibold") ? 600 : 400;
  const file = readFileSync(require.resolve(`${face.package}/files/${face.file}-${weight}-normal.woff`));
  files.set(name, file);
  return file;
}

export type Weight = "regular" | "semibold";
export type FontName = string;

const require = createRequire(import.meta.url);
const files = new Map<FontName, Buffer>();

type Face = {
  readonly name: string;
  readonly package: string;
  readonly file: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
};

/** In the order in which they are asked for a character: each package lists the characters of each of its files. */
const LATIN = face("@fontsource/inter", "inter", "latin");
const FACES: readonly Face[] = [
  LATIN,
  face("@fontsource/inter", "inter", "latin-ext"),
  face("@fontsource/inter", "inter", "vietnamese"),
  face("@fontsource/inter", "inter", "cyrillic"),
  face("@fontsource/inter", "inter", "cyrillic-ext"),
  face("@fontsource/inter", "inter", "greek"),
  face("@fontsource/inter", "inter", "greek-ext"),
  face("@fontsource/noto-sans-hebrew", "noto-sans-hebrew", "hebrew"),
  face("@fontsource/noto-sans-arabic", "noto-sans-arabic", "arabic"),
];

function face(packageName: string, family: string, subset: string): Face {
  const listed = require(`${packageName}/unicode.json`) as Readonly<Record<string, string>>;
  const ranges = (listed[subset] ?? "").split(",").map((range) => {
    const [from = "0", to = from] = range.slice(2).split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
  return { name: `${family}-${subset}`, package: packageName, file: `${family}-${subset}`, ranges };
}
