/** A table as CSV (RFC 4180) with a byte order mark, so that spreadsheets read its letters right. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(toCell).join(",")}\r\n`).join("")}`;
}

/** Puts a text into a file of the reader's device. */
export function saveText(text: string, { name, type }: { name: string; type: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Not before the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Numbers stay numbers, with a point; text that a spreadsheet would take for a formula is marked as text. */
function toCell(value: string | number): string {
  if (typeof value === "number") return String(Math.round(value * 1e6) / 1e6);
  const text = DANGEROUS.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// The wide forms are what some spreadsheets read as the narrow ones.
const DANGEROUS = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
