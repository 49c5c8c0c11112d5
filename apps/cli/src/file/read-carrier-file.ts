import type { Sorter } from "../external-sort.ts";
import type { Mapping } from "../mapping.ts";
import type { CarrierRecord, Problem } from "./carrier-record.ts";
import { decodeFile } from "./decode-file.ts";
import { createRowReader, type RowReader } from "./parse-record.ts";
import { readRecords } from "./read-records.ts";

/** How many problems are told; further ones are only counted. */
const TOLD_PROBLEMS = 50;

/** Reads the whole file into the sorter and tells everything that is wrong with it. Only one without problems is compared. */
export async function readCarrierFile(parts: ReadParts): Promise<CarrierFile> {
  const { path, mapping, sorter, onProgress } = parts;
  const found = collectProblems();
  const services = new Map<string, number>();
  const counts = { records: 0, leftOut: 0 };
  let reader: RowReader | null = null;
  let firstAt = Number.POSITIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;

  for await (const row of readRecords(decodeFile(path, mapping.encoding), mapping)) {
    if ("reason" in row) {
      found.add(row);
      // Without its first line nothing else of a file can be read.
      if (reader === null) break;
      continue;
    }
    if (reader === null) {
      const made = createRowReader(mapping, mapping.header ? unmarked(row.fields) : null, row.fields.length);
      if ("missing" in made) {
        for (const reason of made.missing) found.add({ line: row.line, reason });
        break;
      }
      reader = made;
      if (mapping.header) continue;
    }
    const read = reader(row.line, row.fields);
    if ("reasons" in read) for (const reason of read.reasons) found.add({ line: row.line, reason });
    else if ("isLeftOut" in read) counts.leftOut += 1;
    else {
      const { record } = read;
      counts.records += 1;
      firstAt = Math.min(firstAt, record.startedAt);
      lastAt = Math.max(lastAt, record.startedAt);
      if (!services.has(record.service)) services.set(record.service, record.line);
      if (found.count() === 0) await sorter.add(record);
      if (counts.records % 10_000 === 0) onProgress(counts.records);
    }
  }
  if (reader === null && found.count() === 0) found.add({ line: 1, reason: "the file is empty" });
  if (found.count() === 0 && counts.records === 0)
    found.add({
      line: 2,
      reason: counts.leftOut > 0 ? "every row is left out by the mapping" : "there is not one record",
    });
  return { ...counts, services, firstAt, lastAt, problems: found.told, problemCount: found.count() };
}

export type ReadParts = {
  readonly path: string;
  readonly mapping: Mapping;
  readonly sorter: Pick<Sorter<CarrierRecord>, "add">;
  readonly onProgress: (records: number) => void;
};

export type CarrierFile = {
  readonly records: number;
  readonly leftOut: number;
  /** Each with the line that named it first. */
  readonly services: ReadonlyMap<string, number>;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The first of them in the order of their lines. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
};

function unmarked(header: readonly string[]): readonly string[] {
  return header.map((name, index) => (index === 0 ? name.replace(/^\uFEFF/, "") : name));
}

function collectProblems() {
  const told: Problem[] = [];
  let count = 0;
  return {
    told,
    count: () => count,
    add({ line, reason }: Problem) {
      count += 1;
      if (told.length < TOLD_PROBLEMS) told.push({ line, reason });
    },
  };
}
