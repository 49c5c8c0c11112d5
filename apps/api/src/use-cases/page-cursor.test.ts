import { expect, test } from "vitest";
import { fromCursor, ROW_ID, SEQ, toCursor } from "./page-cursor.ts";

const bound = ["transactions", "01890000-0000-7000-8000-000000000000", null];
const read = (position: string, shape: RegExp) => fromCursor(toCursor(position, bound), { bound, shape });

test("a cursor leads to its place in its own list only", () => {
  expect(read("42", SEQ)).toBe("42");
  expect(read("01890000-0000-7000-8000-0000000000ab", ROW_ID)).toBe("01890000-0000-7000-8000-0000000000ab");
  expect(fromCursor(toCursor("42", bound), { bound: ["reviews"], shape: SEQ })).toBeNull();
});

test.each(["", "x", "-1", "0", "1.5", "1e3", "0x1", "9".repeat(19), "1\n", "42 "])(
  "a cursor somebody made to lead to %j is none",
  (position) => {
    expect(read(position, SEQ)).toBeNull();
    expect(read(position, ROW_ID)).toBeNull();
  },
);
