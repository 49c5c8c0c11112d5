import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseMapping } from "../mapping.ts";
import type { CarrierRecord } from "./carrier-record.ts";
import { readCarrierFile } from "./read-carrier-file.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "farebox-file-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function read(content: string | Buffer, mapping: object = {}) {
  const path = join(directory, "file.csv");
  await writeFile(path, content);
  const records: CarrierRecord[] = [];
  const sorter = { add: async (record: CarrierRecord) => void records.push(record) };
  const parsed = parseMapping(JSON.stringify(mapping), "test");
  const file = await readCarrierFile({ path, mapping: parsed, sorter, onProgress: () => undefined });
  return { ...file, read: records };
}

const HEAD = "ref,start,duration,service\n";
const NOON = Date.UTC(2026, 10, 2, 12);

describe("encodings and forms of one file", () => {
  const text = "Réf;Début;Durée;Sens\r\nÄ-1;02/11/2026 13:00:00;0:01:01;sortant\r\n";
  const mapping = {
    timeZone: "Europe/Paris",
    columns: {
      ref: "Réf",
      start: { column: "Début", format: "DD/MM/YYYY HH:mm:ss" },
      duration: { column: "Durée", format: "hh:mm:ss" },
      service: { column: "Sens", values: { sortant: "outbound_call" } },
    },
  };
  const utf16be = Buffer.from(`\uFEFF${text}`, "utf16le").swap16();
  const cases: readonly (readonly [string, Buffer, object])[] = [
    ["UTF-8", Buffer.from(text), {}],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`), {}],
    ["UTF-16 little endian with a mark", Buffer.from(`\uFEFF${text}`, "utf16le"), {}],
    ["UTF-16 little endian without a mark", Buffer.from(text, "utf16le"), {}],
    ["UTF-16 big endian with a mark", utf16be, {}],
    ["latin1", Buffer.from(text, "latin1"), { encoding: "latin1" }],
    ["a delimiter that is named", Buffer.from(text), { delimiter: ";" }],
    ["lines before the header", Buffer.from(`Export of today\n${text}`), { skipLines: 1 }],
    ["everything in quotes", Buffer.from(text.replaceAll(/[^;\r\n]+/g, '"$&"')), {}],
  ];
  test.each(cases)("%s", async (_, content, more) => {
    const file = await read(content, { ...mapping, ...more });
    expect(file.problems).toEqual([]);
    expect(file.read).toEqual([
      expect.objectContaining({ ref: "Ä-1", service: "outbound_call", quantity: 61, startedAt: NOON }),
    ]);
  });
});

test("durations are read exactly, in every form", async () => {
  const cases: readonly (readonly [object, string, number | null])[] = [
    [{}, "61", 61],
    [{}, "61.2", 62],
    [{}, "1:01:01", 3_661],
    [{ round: "down" }, "61.9", 61],
    [{ round: "nearest" }, "61.5", 62],
    [{ format: "minutes" }, "0.1", 6],
    [{ format: "minutes", decimal: "," }, "1,5", 90],
    [{ format: "milliseconds" }, "60001", 61],
    [{ format: "mm:ss" }, "75:30", 4_530],
    [{ format: "hh:mm:ss" }, "00:00:42.5", 43],
    [{ format: "count" }, "3", 3],
    [{ format: "count" }, "3.5", null],
    [{ format: "minutes" }, "1:30:00", null],
    [{}, "1:30", null],
    [{}, "1,5", null],
    [{}, "1e3", null],
    [{}, "", null],
    [{ format: "hh:mm:ss" }, "0:60:00", null],
  ];
  for (const [form, text, wanted] of cases) {
    const columns = { duration: { column: "duration", ...form } };
    const file = await read(`${HEAD}a,2026-11-02T12:00:00Z,"${text}",sms\n`, { columns });
    expect(file.read[0]?.quantity ?? null, `${JSON.stringify(form)} ${text}`).toBe(wanted);
  }
});

test("times without a zone are those of the mapping's zone; a clock that was put back means the first", async () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["iso", "2026-07-01 12:00:00", "2026-07-01T10:00:00.000Z"],
    ["iso", "2026-07-01T12:00:00+05:30", "2026-07-01T06:30:00.000Z"],
    ["iso", "2026-10-25T02:30:00", "2026-10-25T00:30:00.000Z"],
    ["iso", "2026-03-29T02:30:00", "2026-03-29T01:30:00.000Z"],
    ["MM/DD/YYYY hh:mm:ss A", "07/01/2026 12:05:00 AM", "2026-06-30T22:05:00.000Z"],
    ["unix", "1782900000", new Date(1_782_900_000_000).toISOString()],
  ];
  for (const [format, text, wanted] of cases) {
    const mapping = { timeZone: "Europe/Berlin", columns: { start: { column: "start", format } } };
    const file = await read(`${HEAD}a,"${text}",1,sms\n`, mapping);
    expect(new Date(file.read[0]?.startedAt ?? 0).toISOString(), text).toBe(wanted);
  }
});

test("quoted fields may hold line breaks, and lines are counted on", async () => {
  const file = await read(`${HEAD}"a\nb",2026-11-02T12:00:00Z,1,sms\n\nc,2026-11-02T12:00:00Z,x,sms\n`);
  expect(file.problems).toEqual([{ line: 5, reason: 'duration "x" is none in seconds' }]);
});

test("every broken line is told, the first fifty in words", async () => {
  const file = await read(HEAD + "a,b,c,d\n".repeat(80));
  expect([file.problems.length, file.problemCount]).toEqual([50, 160]);
});

test("a mapping that is wrong names each field", () => {
  const wrong = { timeZone: "Nowhere/Land", columns: { start: { column: "s", format: "whenever" }, rf: 1 } };
  expect(() => parseMapping(JSON.stringify(wrong), "m.json")).toThrow(/timeZone: [\s\S]*columns/);
  expect(() => parseMapping("{", "m.json")).toThrow(/is not JSON/);
});
