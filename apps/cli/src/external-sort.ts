import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/**
 * Sorts any number of rows in constant memory: sorted runs on disk, merged as they are read. Equal rows keep the order in
 * which they were added.
 */
export function createSorter<Row>({ directory, name, compare, runLength = 50_000 }: SorterOptions<Row>): Sorter<Row> {
  let waiting: Row[] = [];
  const runs: string[] = [];

  async function writeRun(): Promise<void> {
    const path = join(directory, `${name}-${runs.length}.jsonl`);
    runs.push(path);
    const rows = waiting.sort(compare);
    waiting = [];
    const file = createWriteStream(path);
    for (let from = 0; from < rows.length; from += LINES_AT_ONCE) {
      const text = rows.slice(from, from + LINES_AT_ONCE).map((row) => `${JSON.stringify(row)}\n`);
      if (!file.write(text.join(""))) await once(file, "drain");
    }
    file.end();
    await once(file, "close");
  }

  return {
    async add(row) {
      waiting.push(row);
      if (waiting.length >= runLength) await writeRun();
    },
    async *sorted() {
      if (runs.length === 0) return yield* waiting.sort(compare);
      if (waiting.length > 0) await writeRun();
      yield* merge(
        runs.map((path) => readRows<Row>(path)),
        compare,
      );
    },
  };
}

export type Sorter<Row> = {
  add(row: Row): Promise<void>;
  /** Once, after the last row was added. */
  sorted(): AsyncGenerator<Row>;
};

type SorterOptions<Row> = {
  readonly directory: string;
  readonly name: string;
  readonly compare: (a: Row, b: Row) => number;
  /** Rows kept in memory. */
  readonly runLength?: number;
};

const LINES_AT_ONCE = 1_000;

export async function* readRows<Row>(path: string): AsyncGenerator<Row> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) yield JSON.parse(line) as Row;
}

async function* merge<Row>(
  runs: readonly AsyncGenerator<Row>[],
  compare: (a: Row, b: Row) => number,
): AsyncGenerator<Row> {
  const heads = await Promise.all(runs.map((run) => run.next()));
  for (;;) {
    let least = -1;
    for (const [index, head] of heads.entries()) {
      if (head.done === true) continue;
      const best = heads[least];
      // An earlier run wins a tie: its rows were added before.
      if (best === undefined || best.done === true || compare(head.value, best.value) < 0) least = index;
    }
    const head = heads[least];
    if (head === undefined || head.done === true) return;
    yield head.value;
    const next = await runs[least]?.next();
    if (next !== undefined) heads[least] = next;
  }
}
