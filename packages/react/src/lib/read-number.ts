import { locale } from "./locale.ts";

/**
 * A number as somebody writes it in the page's language, or null when it is none. A single mark that cannot part thousands is
 * a decimal mark, whichever it is: 1.5 and 1,5 are never fifteen. Where it could be either (1.500), the language decides.
 */
export function readNumber(text: string, tag: string = locale): number | null {
  const plain = toLatin(text.replaceAll("−", "-").replace(/[\s\u00a0\u202f'’٬]/g, (mark) => (mark === "٬" ? "," : "")));
  if (!/^-?(\d[\d.,]*|[.,]\d+)$/.test(plain)) return null;
  const decimal = decimalMarkIn(plain, tag);
  const whole = decimal === null ? plain : plain.slice(0, plain.lastIndexOf(decimal));
  const fraction = decimal === null ? "" : plain.slice(plain.lastIndexOf(decimal) + 1);
  if (/[.,]/.test(fraction) || !isGrouped(whole.replace("-", ""))) return null;
  return Number(`${whole.replace(/[.,]/g, "") || "0"}.${fraction || "0"}`.replace("-.", "-0."));
}

/** The same number as text for a field: with the language's decimal mark, without marks between thousands. */
export function writeNumber(value: number, tag: string = locale): string {
  const options = { useGrouping: false, maximumFractionDigits: 6, numberingSystem: "latn" } as const;
  return new Intl.NumberFormat(tag, options)
    .format(value)
    .replace("−", "-")
    .replace(/[\u200e\u200f]/g, "");
}

function decimalMarkIn(text: string, tag: string): "." | "," | null {
  const marks = [...text].filter((character) => character === "." || character === ",");
  const last = marks.at(-1);
  if (last !== "." && last !== ",") return null;
  const isOnlyOne = marks.filter((mark) => mark === last).length === 1;
  if (!isOnlyOne) return null;
  const couldPartThousands = marks.length === 1 && /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  return couldPartThousands && last !== decimalMarkOf(tag) ? null : last;
}

/** Groups of three after the first: what has other groups is no number. */
function isGrouped(whole: string): boolean {
  const [first = "", ...rest] = whole.split(/[.,]/);
  return rest.length === 0 || (/^\d{1,3}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group)));
}

function decimalMarkOf(tag: string): "." | "," {
  const parts = new Intl.NumberFormat(tag, { numberingSystem: "latn" }).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value === "," ? "," : ".";
}

const ARABIC_ZEROS = [0x0660, 0x06f0];

/** Arabic and Persian digits and their decimal mark as those of a program. */
function toLatin(text: string): string {
  return [...text.replaceAll("٫", ".")]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      const zero = ARABIC_ZEROS.find((first) => code >= first && code <= first + 9);
      return zero === undefined ? character : String(code - zero);
    })
    .join("");
}
