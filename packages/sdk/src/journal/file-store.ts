import type { FileHandle } from "node:fs/promises";
import { FareboxError } from "../errors.ts";
import type { Entry } from "./entry.ts";
import { lockFile } from "./lock-file.ts";
import { doneLine, putLine, readLines } from "./read-lines.ts";
import type { Store } from "./store.ts";

/** A journal is written anew when so much of it is over. */
const MOST_DONE_BYTES = 1_000_000;

/**
 * A journal in a file: one line when something comes in, one when it is done. Lines that come together share one fsync, and
 * whoever put something is answered after it.
 */
export async function openFileStore(file: string, onDamage: (lines: number) => void): Promise<OpenedStore> {
  const fs = await import("node:fs/promises");
  const { dirname } = await import("node:path");
  const unlock = await lockFile(file);
  try {
    const { entries, damagedLines } = readLines(await fs.readFile(file, "utf8").catch(emptyWhereMissing));
    if (damagedLines > 0) onDamage(damagedLines);
    const live = entries;
    let handle = await rewrite();
    let doneBytes = 0;
    let waiting: Write[] = [];
    let writing: Promise<void> | null = null;
    let isTorn = false;

    return { entries: new Map(entries), store: { put, remove, close } };

    function put(entry: Entry): Promise<void> {
      return new Promise((resolve, reject) => {
        waiting.push({ line: putLine(entry), entry, resolve, reject });
        writing ??= write();
      });
    }

    function remove(ids: readonly string[]): void {
      if (ids.length === 0) return;
      waiting.push({ line: doneLine(ids), ids });
      writing ??= write();
    }

    async function write(): Promise<void> {
      // Whatever else comes in this turn shares the write.
      await Promise.resolve();
      while (waiting.length > 0) {
        const turn = waiting;
        waiting = [];
        try {
          await append(turn);
          for (const one of turn) one.resolve?.();
        } catch (cause) {
          isTorn = true;
          const error = new FareboxError("queue_failed", `Cannot write to ${file}: ${String(cause)}`, {
            cause,
            retryable: true,
          });
          for (const one of turn) one.reject?.(error);
        }
      }
      writing = null;
    }

    async function append(turn: readonly Write[]): Promise<void> {
      if (doneBytes > MOST_DONE_BYTES) {
        await handle.close();
        handle = await rewrite();
        doneBytes = 0;
      }
      // What a failed write left behind must not become the beginning of the next line.
      const text = `${isTorn ? "\n" : ""}${turn.map(({ line }) => line).join("")}`;
      await handle.appendFile(text);
      // What is done may be forgotten in a crash; only what comes in must not be.
      if (turn.some(({ entry }) => entry !== undefined)) await handle.sync();
      isTorn = false;
      for (const { entry, ids, line } of turn) {
        if (entry !== undefined) {
          if (live.has(entry.id)) doneBytes += line.length;
          live.set(entry.id, entry);
        }
        for (const id of ids ?? []) live.delete(id);
        doneBytes += ids === undefined ? 0 : line.length * 3;
      }
    }

    /** Only what is still to be done, whole before it takes the old one's place. */
    async function rewrite(): Promise<FileHandle> {
      const next = `${file}.next`;
      const written = await fs.open(next, "w", 0o600);
      await written.writeFile([...live.values()].map(putLine).join(""));
      await written.sync();
      await written.close();
      await fs.rename(next, file);
      await syncDirectory();
      return fs.open(file, "a", 0o600);
    }

    /** The new name is safe only with its directory; where directories cannot be opened, the system sees to it. */
    async function syncDirectory(): Promise<void> {
      const directory = await fs.open(dirname(file), "r").catch(() => null);
      await directory?.sync().catch(() => undefined);
      await directory?.close();
    }

    async function close(): Promise<void> {
      while (writing !== null) await writing;
      await handle.close();
      await unlock();
    }
  } catch (failure) {
    await unlock();
    throw failure;
  }
}

export type OpenedStore = { readonly entries: ReadonlyMap<string, Entry>; readonly store: Store };

type Write = {
  readonly line: string;
  readonly entry?: Entry;
  readonly ids?: readonly string[];
  readonly resolve?: () => void;
  readonly reject?: (error: FareboxError) => void;
};

function emptyWhereMissing(failure: NodeJS.ErrnoException): string {
  if (failure.code === "ENOENT") return "";
  throw failure;
}
