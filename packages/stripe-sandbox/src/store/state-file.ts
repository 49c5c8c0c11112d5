import {
  closeSync,
  existsSync,
  fdatasync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  write,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { Change } from "./journal.ts";

/** One committed transaction: ids made until then and `[collection, id, row or null]` of each change. */
interface Line {
  readonly idsMade: number;
  readonly changes: readonly (readonly [string, string, object | null])[];
}

/** Beyond this size a file is written anew from what is alive when it is opened. */
const COMPACT_ABOVE_BYTES = 4_000_000;

/**
 * A file that every transaction is appended to, and forced to the disk before its request is answered. A process that
 * is killed loses at most what it had not answered: a last line cut short is cut off when the file is opened again.
 */
export class StateFile {
  readonly #path: string;
  #descriptor: number;
  #waiting = "";
  #writing: Promise<void> | null = null;

  constructor(path: string) {
    this.#path = path;
    this.#descriptor = openSync(path, "a");
  }

  append(changes: readonly Change[], idsMade: number): void {
    this.#waiting += encode({
      idsMade,
      changes: changes.map(({ collection, id, row }) => [collection, id, row] as const),
    });
    this.#writing ??= this.#write();
  }

  /** Settles when all that was appended is on the disk. */
  async flushed(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  async close(): Promise<void> {
    await this.flushed();
    closeSync(this.#descriptor);
  }

  /** Replaces the file by one line with everything alive, where it has grown. */
  compact(readAll: () => { changes: Change[]; idsMade: number }, sizeBytes: number): void {
    if (sizeBytes < COMPACT_ABOVE_BYTES) return;
    const { changes, idsMade } = readAll();
    const fresh = `${this.#path}.new`;
    const descriptor = openSync(fresh, "w");
    writeSync(
      descriptor,
      encode({ idsMade, changes: changes.map(({ collection, id, row }) => [collection, id, row] as const) }),
    );
    fsyncSync(descriptor);
    renameSync(fresh, this.#path);
    closeSync(this.#descriptor);
    this.#descriptor = descriptor;
    const directory = openSync(dirname(this.#path), "r");
    fsyncSync(directory);
    closeSync(directory);
  }

  async #write(): Promise<void> {
    while (this.#waiting !== "") {
      const text = this.#waiting;
      this.#waiting = "";
      await writeAll(this.#descriptor, Buffer.from(text));
      await promisify(fdatasync)(this.#descriptor);
    }
    this.#writing = null;
  }
}

/** What the file holds, oldest first; makes it where there is none. */
export function readStateFile(path: string): { lines: Line[]; sizeBytes: number } {
  if (!existsSync(path)) writeFileSync(path, "");
  const content = readFileSync(path);
  const lines: Line[] = [];
  let start = 0;
  for (let end = content.indexOf(10); end >= 0; end = content.indexOf(10, start)) {
    const line = decode(content.subarray(start, end).toString("utf8"), path, start);
    lines.push(line);
    start = end + 1;
  }
  if (start < content.length) truncateSync(path, start);
  return { lines, sizeBytes: start };
}

function encode(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

function decode(text: string, path: string, offset: number): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    throw new Error(`${path} is not a state file of the sandbox, or is damaged at byte ${offset}.`);
  }
}

async function writeAll(descriptor: number, content: Buffer): Promise<void> {
  for (let written = 0; written < content.length; ) {
    const { bytesWritten } = await promisify(write)(descriptor, content, written);
    written += bytesWritten;
  }
}
