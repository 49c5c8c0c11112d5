import { toCalendarDay } from "@farebox/billing-core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  bigintArray,
  booleanArray,
  bytesArray,
  dateArray,
  doubleArray,
  integerArray,
  jsonArray,
  textArray,
  uuidArray,
} from "./binary-array.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

// Postgres has no zero byte in a text, and half a surrogate pair is no text.
const anyText = fc
  .oneof(
    fc.constantFrom(
      "",
      "NULL",
      "{}",
      '"',
      "\\",
      "é",
      "\u{1f600}",
      "a".repeat(64),
      "a".repeat(65),
      `${"a".repeat(63)}é`,
    ),
    fc.string({ unit: "binary", maxLength: 90 }),
  )
  .filter((text) => !text.includes("\0"));
const anyHex = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("hex"));

/** Each item as the text that the server has for what arrived. */
type Trip = { readonly type: string; readonly items: fc.Arbitrary<readonly [Buffer, readonly (string | null)[]]> };

function trip<Item>(
  type: string,
  item: fc.Arbitrary<Item>,
  toBuffer: (items: readonly (Item | null)[]) => Buffer,
  toText: (item: Item) => string,
): Trip {
  const items = fc.array(fc.option(item, { freq: 4 }), { maxLength: 8 });
  return { type, items: items.map((sent) => [toBuffer(sent), sent.map((one) => (one === null ? null : toText(one)))]) };
}

describe("what is sent in an array arrives as it was, and nothing as nothing", () => {
  test.each([
    trip("text", anyText, textArray, (text) => text),
    trip("uuid", fc.uuid(), uuidArray, (id) => id),
    trip(
      "uuid",
      fc.uuid(),
      (ids) => uuidArray(ids.map((id) => id?.toUpperCase() ?? null)),
      (id) => id,
    ),
    trip("bigint", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), bigintArray, String),
    trip("bigint", fc.maxSafeInteger(), bigintArray, (number) => String(BigInt(number))),
    trip("integer", fc.integer(), integerArray, (number) => String(BigInt(number))),
    trip("boolean", fc.boolean(), booleanArray, String),
    trip("date", fc.integer({ min: -30_000, max: 90_000 }).map(toCalendarDay), dateArray, (day) => day),
    trip(
      "bytea",
      anyHex,
      (texts) => bytesArray(texts.map((hex) => (hex === null ? null : Buffer.from(hex, "hex")))),
      (hex) => `\\x${hex}`,
    ),
  ])("$type", async ({ type, items }) => {
    await fc.assert(
      fc.asyncProperty(items, async ([sent, texts]) => {
        const [row] = await ledger.asSuperuser<{ arrived: unknown }>(
          `select to_json(array(select item::text from unnest($1::${type}[]) with ordinality as sent (item, place) order by place)) as arrived`,
          [sent],
        );
        expect(row?.arrived).toEqual(texts);
      }),
      { numRuns: 100 },
    );
  });

  test("instants", async () => {
    const instant = fc.date({ min: new Date(-8e14), max: new Date(8e14), noInvalidDate: true }).map(Number);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(instant), { maxLength: 8 }), async (items) => {
        const [row] = await ledger.asSuperuser<{ arrived: unknown }>("select to_json($1::float8[]) as arrived", [
          doubleArray(items),
        ]);
        expect(row?.arrived).toEqual(items);
      }),
      { numRuns: 100 },
    );
  });

  test("objects", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.dictionary(anyText, anyText)), { maxLength: 4 }), async (objects) => {
        const texts = objects.map((object) => (object === null ? null : JSON.stringify(object)));
        const [row] = await ledger.asSuperuser("select to_json($1::jsonb[])::jsonb = $2::jsonb as is_same", [
          jsonArray(texts),
          JSON.stringify(objects),
        ]);
        expect(row?.["is_same"]).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

test("what a type cannot hold is refused before it is sent, and never sent as something else", () => {
  for (const number of [2n ** 63n, -(2n ** 63n) - 1n, 1.5, Number.NaN, 2 ** 63])
    expect(() => bigintArray([number])).toThrow(RangeError);
  for (const number of [2 ** 31, -(2 ** 31) - 1, 0.5, Number.NaN])
    expect(() => integerArray([number])).toThrow(RangeError);
  for (const day of ["", "garbage", "2026-02-30", "2026-2-3", "10000-01-01"])
    expect(() => dateArray([day])).toThrow(RangeError);
  const id = "0190163d-8694-739b-aea5-966c26f8ad90";
  for (const text of [
    "",
    id.slice(1),
    `${id}0`,
    id.replace("0190", "019g"),
    id.replace("-", "0"),
    id.replace("-", "é"),
  ])
    expect(() => uuidArray([text])).toThrow(RangeError);
});
