/**
 * An array parameter as the text Postgres reads. The driver would quote and escape every item by itself, which costs more
 * than everything else about a large batch.
 */
export function arrayLiteral(items: readonly PlainItem[]): string {
  return `{${items.map(plainText).join(",")}}`;
}

/** What needs no quotes inside an array: ids, numbers, truth values, names of ours, and nothing at all. */
export type PlainItem = string | number | bigint | boolean | null;

/** Bytes in hexadecimal as an item of a `bytea[]`. */
export function bytesItem(hexadecimal: string): string {
  return `\\\\x${hexadecimal}`;
}

/** Any text as an item of an array. */
export function textItem(text: string | null): string | null {
  if (text === null) return null;
  return NEEDS_ESCAPE.test(text) ? `"${text.replaceAll(EVERY_ESCAPE, "\\$&")}"` : `"${text}"`;
}

const NEEDS_ESCAPE = /["\\]/;
const EVERY_ESCAPE = /["\\]/g;

function plainText(item: PlainItem): string {
  return item === null ? "NULL" : String(item);
}
