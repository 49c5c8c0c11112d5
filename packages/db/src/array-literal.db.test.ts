import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { arrayLiteral, bytesItem, textItem } from "./array-literal.ts";
import { openTestLedger, type TestLedger } from "./testing/test-ledger.ts";

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

const HOSTILE = [
  "",
  "NULL",
  "null",
  "{}",
  "a,b",
  '"',
  "\\",
  '\\"',
  " ",
  "\n",
  "{a}",
  "é",
  "\u{1f600}",
  "'; select 1 --",
];
// Postgres has no zero byte in a text, and half a surrogate pair is no text.
const anyText = fc
  .oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" }))
  .filter((text) => !text.includes("\0"));

test("any text, and no text, arrives in an array as it was sent", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(anyText), { maxLength: 8 }), async (texts) => {
      const [row] = await ledger.asSuperuser<{ arrived: unknown }>("select to_json($1::text[]) as arrived", [
        arrayLiteral(texts.map(textItem)),
      ]);
      expect(row?.arrived).toEqual(texts);
    }),
    { numRuns: 200 },
  );
});

test("any object arrives in an array of json as it was sent", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.dictionary(anyText, anyText), { maxLength: 4 }), async (objects) => {
      const [row] = await ledger.asSuperuser("select to_jsonb($1::jsonb[]) = $2::jsonb as is_same", [
        arrayLiteral(objects.map((object) => textItem(JSON.stringify(object)))),
        JSON.stringify(objects),
      ]);
      expect(row?.["is_same"]).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test("bytes, numbers and nothing arrive in an array as they were sent", async () => {
  const [row] = await ledger.asSuperuser(
    "select encode(($1::bytea[])[1], 'hex') as bytes, $2::bigint[]::text as numbers, $3::boolean[]::text as truths",
    [arrayLiteral([bytesItem("00ff5c")]), arrayLiteral([1n, -2, null]), arrayLiteral([true, null, false])],
  );
  expect(row).toEqual({ bytes: "00ff5c", numbers: "{1,-2,NULL}", truths: "{t,NULL,f}" });
});
