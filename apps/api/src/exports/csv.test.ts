import { zoneOffsetMs } from "@farebox/billing-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { defuse, toCsvRow } from "./csv.ts";
import { toFileName } from "./file.ts";
import { toZonedText } from "./zoned-time.ts";

/** A reader of RFC 4180 that knows nothing of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === ",") {
      cells.push(cell);
      cell = "";
    } else if (character === "\r" && text[at + 1] === "\n") {
      rows.push([...cells, cell]);
      cells = [];
      cell = "";
      at += 1;
    } else cell += character;
  }
  return rows;
}

test("whatever is in a cell is read back as it was", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), { minLength: 1 }), (rows) => {
      expect(readCsv(rows.map(toCsvRow).join(""))).toEqual(rows);
    }),
  );
});

test.each([
  ["=1+1", "'=1+1"],
  ["+SUM(A1)", "'+SUM(A1)"],
  ["-2+3", "'-2+3"],
  ["@now", "'@now"],
  ["\tx", "'\tx"],
  ["\rx", "'\rx"],
  ["\nx", "'\nx"],
  ["＝1", "'＝1"],
  ["-", "'-"],
  ["+49 30 1234", "'+49 30 1234"],
])("I19 %j becomes text", (dangerous, cell) => {
  expect(defuse(dangerous)).toBe(cell);
});

test.each(["-12.5", "+4930123456", "0", "", "a=b", "x-1", "1-2", "'quoted", "東京"])(
  "%j stays what it is",
  (harmless) => {
    expect(defuse(harmless)).toBe(harmless);
  },
);

test("no cell of text begins like a formula, unless all of it is a number", () => {
  fc.assert(
    fc.property(fc.constantFrom(..."=+-@\t\r\n＝＋－＠"), fc.string(), (sign, rest) => {
      const cell = defuse(sign + rest);
      expect(cell.startsWith("'") || /^[+-]\d+(\.\d+)?$/.test(cell)).toBe(true);
    }),
  );
});

test("a time names the instant exactly, in any zone", () => {
  const zones = ["UTC", "Asia/Kathmandu", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Africa/Monrovia"];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 32_503_680_000_000 }), fc.constantFrom(...zones), (at, zone) => {
      const text = toZonedText(at, zone);
      expect(Date.parse(text)).toBe(at);
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
      if (zoneOffsetMs(zone, at) % 60_000 === 0)
        expect(Date.parse(`${text.slice(0, 23)}Z`)).toBe(at + zoneOffsetMs(zone, at));
    }),
  );
  expect(toZonedText(Date.UTC(2025, 2, 30, 1), "Europe/Berlin")).toBe("2025-03-30T03:00:00.000+02:00");
});

test("a file's name holds nothing that a header or a file system reads as more than a name", () => {
  expect(toFileName(["usage", "", "2025-01-01"], "csv")).toBe("farebox-usage-2025-01-01.csv");
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (parts) => {
      expect(toFileName(parts, "csv")).toMatch(/^[a-z0-9-]{1,100}\.csv$/);
    }),
  );
});
