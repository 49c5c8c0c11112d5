import fc from "fast-check";
import { expect, test } from "vitest";
import { ApiError } from "./api-error.ts";
import { parseStrictJson } from "./strict-json.ts";

function problemOf(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    return error instanceof ApiError ? error.fields?.[0] : error;
  }
}

test("whatever has one meaning is read as the language reads it", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      fc.pre(!/\\\\"\s*:/.test(text));
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("a name that ends with a backslash is refused, because the engine would mistake other names for it afterwards", () => {
  const problem = { path: "metadata.\\", code: "invalid", message: "must not end with a backslash" };
  expect(problemOf('{"metadata":{"a":1,"\\\\":2}}')).toEqual(problem);
  expect(problemOf('{"metadata":{"a":1,"\\u005c":2}}')).toEqual(problem);
  expect(parseStrictJson('{"metadata":{"a":"\\\\","b\\\\c":2}}')).toEqual({ metadata: { a: "\\", "b\\c": 2 } });
  for (const name of ['"\\n"', '"\\""', '"\\u00e9"']) {
    expect(JSON.stringify(parseStrictJson(`{"metadata":{"a":1,${name}:2}}`))).toBe(
      `{"metadata":{"a":1,${JSON.stringify(String(JSON.parse(name)))}:2}}`,
    );
  }
});

test("any text at all is read or refused, and never fails otherwise (I14)", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'{}[]",:\\0ae u') })), (text) => {
      const answer = problemOf(text);
      if (answer instanceof Error) throw answer;
    }),
  );
});

test.each([
  ['{"a":1,"a":2}', "a"],
  ['{"a":[{"b":1},{"b":1,"c":{"d":1,"\\u0064":2}}]}', "a.1.c.d"],
  ['{"events":[{"key":"x"},{"key":"y","key":"z"}]}', "events.1.key"],
])("a name that stands twice is refused by its path: %s (I14)", (text, path) => {
  expect(problemOf(text)).toEqual({ path, code: "invalid", message: "stands twice in one object" });
});

test.each(['{"a":"}{\\"a\\":"}', '["a","a"]', '{"a":"a","b":"a"}', '{"a":{"a":{"a":1}}}', '{"a":1,"A":2}'])(
  "what only looks like a repetition is read: %s",
  (text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  },
);

test.each(["", "{", '{"a":}', "{'a':1}", "NaN", '{"a":1}}', '"\\', "[1,]", '{"a" 1}'])(
  "broken JSON is refused: %s",
  (text) => {
    expect(problemOf(text)).toEqual({ path: "body", code: "invalid", message: "is not valid JSON" });
  },
);

test("a bomb of brackets is refused quickly (I14)", () => {
  const startedAt = performance.now();
  for (const text of ["[".repeat(2_000_000), '{"a":'.repeat(500_000), `[${"0,".repeat(1_000_000)}0]`]) problemOf(text);
  expect(problemOf("[".repeat(100_000))).toEqual({
    path: "body",
    code: "invalid",
    message: "must not nest deeper than 32 levels",
  });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
