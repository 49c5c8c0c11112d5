import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compareByRef, walkRefs } from "./compare/walk-refs.ts";
import { createSorter } from "./external-sort.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "farebox-sort-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

type Row = { readonly ref: string; readonly order: number };
async function collect<Each>(rows: AsyncIterable<Each>): Promise<Each[]> {
  const all: Each[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

let names = 0;
async function sorted(rows: readonly Row[], runLength: number): Promise<Row[]> {
  names += 1;
  const sorter = createSorter<Row>({ directory, name: `run${names}`, compare: compareByRef, runLength });
  for (const row of rows) await sorter.add(row);
  return collect(sorter.sorted());
}

test("however it is cut into runs, everything comes out in order and equal rows in theirs", async () => {
  const refs = fc.array(fc.string({ unit: "grapheme", maxLength: 3 }), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(refs, fc.integer({ min: 1, max: 20 }), async (given, runLength) => {
      const rows = given.map((ref, order) => ({ ref, order }));
      expect(await sorted(rows, runLength)).toEqual(rows.toSorted(compareByRef));
    }),
    { numRuns: 50 },
  );
  expect((await readdir(directory)).length).toBeGreaterThan(0);
});

test("two sorted sides are walked together, each reference once", async () => {
  const side = fc.array(fc.constantFrom("a", "b", "B", "é", "z", "10", "9"), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(side, side, async (records, lines) => {
      const walk = async function* (refs: readonly string[]) {
        yield* refs.toSorted((a, b) => compareByRef({ ref: a }, { ref: b })).map((ref) => ({ ref }) as never);
      };
      const groups = await collect(walkRefs(walk(records), walk(lines)));
      expect(groups.map(({ ref }) => ref)).toEqual([...new Set([...records, ...lines])].sort());
      expect(groups.flatMap((group) => group.records)).toHaveLength(records.length);
      expect(groups.flatMap((group) => group.lines)).toHaveLength(lines.length);
    }),
  );
});
