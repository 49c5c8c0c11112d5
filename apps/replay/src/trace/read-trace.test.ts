import fc from "fast-check";
import { expect, test } from "vitest";
import { writeTemporaryFile } from "../testing/temporary-file.ts";
import { readTrace, TOLD_PROBLEMS } from "./read-trace.ts";

const HEADER = "key,occurred_at,business,service,quantity,unit";
const GOOD = "call-1,2026-10-01T09:30:00.000Z,b01,outbound_call,61,second";

const read = async (...lines: readonly string[]) => readTrace(await writeTemporaryFile(`${lines.join("\n")}\n`));
const withField = (column: number, value: string) => GOOD.split(",").with(column, value).join(",");

test("a trace is read to the last field", async () => {
  const { events, problemCount } = await read(HEADER, GOOD);
  expect(problemCount).toBe(0);
  expect(events).toEqual([
    {
      line: 2,
      key: "call-1",
      occurredAtMs: Date.UTC(2026, 9, 1, 9, 30),
      business: "b01",
      service: "outbound_call",
      quantity: 61,
      unit: "second",
      agentId: null,
      ref: null,
    },
  ]);
});

test.each([
  ["CRLF line ends", `${HEADER}\r\n${GOOD}\r\n`],
  ["a byte order mark", `\uFEFF${HEADER}\n${GOOD}\n`],
  ["no line end after the last line", `${HEADER}\n${GOOD}`],
  ["empty lines at the end", `${HEADER}\n${GOOD}\n\n\n`],
  [
    "quoted fields",
    `"key",occurred_at,business,service,quantity,unit\n"call-1","2026-10-01T09:30:00.000Z",b01,"outbound_call","61",second\n`,
  ],
  [
    "columns in another order",
    `unit,key,business,occurred_at,quantity,service\nsecond,call-1,b01,2026-10-01T09:30:00Z,61,outbound_call\n`,
  ],
])("%s change nothing", async (_, content) => {
  const trace = await readTrace(await writeTemporaryFile(content));
  expect(trace.problems).toEqual([]);
  expect(trace.events[0]).toMatchObject({
    key: "call-1",
    quantity: 61,
    business: "b01",
    occurredAtMs: Date.UTC(2026, 9, 1, 9, 30),
  });
});

test.each([
  ["a missing field", "call-1,2026-10-01T09:30:00.000Z,b01,outbound_call,61", /5 fields/],
  ["a further field", `${GOOD},more`, /7 fields/],
  ["an empty key", withField(0, ""), /key ""/],
  ["a key with a blank", withField(0, "call 1"), /key/],
  ["a key beyond 255", withField(0, "k".repeat(256)), /key/],
  ["a day that does not exist", withField(1, "2026-02-30T09:30:00.000Z"), /occurred_at/],
  ["an instant before 1970", withField(1, "1969-12-31T23:59:59.999Z"), /occurred_at/],
  ["the year 0", withField(1, "0000-01-01T00:00:00Z"), /occurred_at/],
  ["an instant after 2999", withField(1, "3000-01-01T00:00:00Z"), /occurred_at/],
  ["a time with an offset", withField(1, "2026-10-01T09:30:00+02:00"), /occurred_at/],
  ["a time in seconds", withField(1, "1790847000"), /occurred_at/],
  ["an empty business", withField(2, ""), /business/],
  ["a quantity of zero", withField(4, "0"), /quantity/],
  ["a negative quantity", withField(4, "-1"), /quantity/],
  ["a fraction", withField(4, "1.5"), /quantity/],
  ["an exponent", withField(4, "1e3"), /quantity/],
  ["a quantity beyond a billion", withField(4, "1000000001"), /quantity/],
  ["a quantity with a leading zero", withField(4, "061"), /quantity/],
  ["a missing unit", withField(5, ""), /unit/],
  ["an open quote", `"call-1,2026-10-01T09:30:00.000Z,b01,outbound_call,61,second`, /quote is opened/],
  ["a quote inside a field", `call"1,2026-10-01T09:30:00.000Z,b01,outbound_call,61,second`, /quote inside/],
  ["text after a quote", `"call-1"x,2026-10-01T09:30:00.000Z,b01,outbound_call,61,second`, /after a closing quote/],
  ["a NUL character", withField(2, "b\0"), /NUL/],
  ["an endless line", withField(2, "b".repeat(100_000)), /longer than/],
])("%s is told with its line, and the lines around it are still read", async (_, broken, reason) => {
  const trace = await read(HEADER, withField(0, "before"), broken, withField(0, "after"));
  expect(trace.problems).toEqual([{ line: 3, reason: expect.stringMatching(reason) }]);
  expect(trace.events.map(({ key }) => key)).toEqual(["before", "after"]);
});

test("bytes that are not UTF-8 are told with their line", async () => {
  const path = await writeTemporaryFile(
    Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(`${GOOD}\n`)]),
  );
  expect((await readTrace(path)).problems).toEqual([{ line: 2, reason: expect.stringMatching(/not UTF-8/) }]);
});

test.each([
  ["no header", GOOD, /lacks the column key/],
  ["an unknown column", `${HEADER},colour`, /unknown column "colour"/],
  ["a column twice", `${HEADER},key`, /names key twice/],
  ["nothing at all", "", /empty/],
])("a file with %s is refused at line 1", async (_, header, reason) => {
  const trace = await readTrace(await writeTemporaryFile(header));
  expect(trace.problems.some((problem) => problem.line === 1 && reason.test(problem.reason))).toBe(true);
});

test("a header without events is refused", async () => {
  expect((await read(HEADER)).problemCount).toBe(1);
});

test("an empty line between events is told", async () => {
  expect((await read(HEADER, GOOD, "", withField(0, "after"))).problems).toEqual([
    { line: 3, reason: "an empty line" },
  ]);
});

test("the same event twice is fine, another event under its key is not, and keys of two businesses never clash", async () => {
  const trace = await read(HEADER, GOOD, GOOD, withField(4, "62"), withField(2, "b02"));
  expect(trace.problems).toEqual([{ line: 4, reason: expect.stringMatching(/line 2 with other content/) }]);
});

test("every broken line is counted and the first fifty are told", async () => {
  const trace = await read(HEADER, ...Array.from({ length: 80 }, () => withField(4, "0")));
  expect(trace.problemCount).toBe(80);
  expect(trace.problems).toHaveLength(TOLD_PROBLEMS);
});

test("whatever was written can be read, however it was quoted", async () => {
  const name = fc.stringMatching(/^[a-zæøå]([ ",a-zæøå]{0,20}[a-zæøå])?$/u);
  const event = fc.record({
    key: fc.uuid(),
    occurredAtMs: fc.integer({ min: 0, max: 4e12 }),
    business: name,
    service: fc.constant("sms"),
    quantity: fc.integer({ min: 1, max: 1e9 }),
    unit: fc.constant("message"),
    ref: fc.option(name),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 30 }), fc.boolean(), async (events, quotesAll) => {
      const quoted = (text: string) => (quotesAll || /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const lines = events.map((one) =>
        [
          one.key,
          new Date(one.occurredAtMs).toISOString(),
          one.business,
          one.service,
          String(one.quantity),
          one.unit,
          one.ref ?? "",
        ]
          .map(quoted)
          .join(","),
      );
      const trace = await read(`${HEADER},ref`, ...lines);
      expect(trace.problems).toEqual([]);
      expect(trace.events).toEqual(events.map((one, index) => ({ ...one, line: index + 2, agentId: null })));
    }),
    { numRuns: 50 },
  );
});
