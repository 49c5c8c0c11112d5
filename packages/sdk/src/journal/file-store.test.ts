import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Entry } from "./entry.ts";
import { openFileStore } from "./file-store.ts";
import { doneLine, putLine, readLines } from "./read-lines.ts";

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "farebox-sdk-"));
  file = join(directory, "usage.queue");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const entry = (id: string, quantity = 1): Entry => ({
  id,
  kind: "usage",
  event: { key: id, service: "sms", quantity },
});

async function idsIn(path = file): Promise<string[]> {
  let damaged = 0;
  const { entries, store } = await openFileStore(path, (lines) => (damaged += lines));
  await store.close();
  return [...entries.keys(), ...(damaged > 0 ? [`${damaged} damaged`] : [])];
}

test("what was put is there for the next process, but not what is done", async () => {
  const { store } = await openFileStore(file, () => undefined);
  await Promise.all(["a", "b", "c"].map((id) => store.put(entry(id))));
  store.remove(["b"]);
  await store.put(entry("a", 7));
  await store.close();
  const { entries, store: next } = await openFileStore(file, () => undefined);
  expect([...entries.values()]).toEqual([entry("a", 7), entry("c")]);
  await next.close();
});

test("cut off at any byte, a journal has every line that was whole", () => {
  const lines = [putLine(entry("a")), putLine(entry("b")), doneLine(["a"]), putLine(entry("ü"))];
  fc.assert(
    fc.property(fc.nat({ max: lines.join("").length }), (length) => {
      const cut = lines.join("").slice(0, length);
      const whole = lines.filter((_, index) => lines.slice(0, index + 1).join("").length <= length);
      const { entries, damagedLines } = readLines(cut);
      expect(damagedLines).toBe(0);
      expect([...entries.keys()]).toEqual([...readLines(whole.join("")).entries.keys()]);
    }),
  );
});

test("a line that is damaged is told, and its neighbours are kept", async () => {
  writeFileSync(
    file,
    `${putLine(entry("a"))}\u0000\u0000{"put":\n{"put":{"id":1}}\n${putLine(entry("b"))}{"put":{"id":"c"`,
  );
  expect(await idsIn()).toEqual(["a", "b", "2 damaged"]);
  // It is written anew, whole.
  expect(await idsIn()).toEqual(["a", "b"]);
});

test("what is done does not make the file grow for ever", async () => {
  const { store } = await openFileStore(file, () => undefined);
  await store.put(entry("stays"));
  let largest = 0;
  for (let round = 0; round < 40; round += 1) {
    const ids = Array.from({ length: 500 }, (_, index) => `round-${round}-${index}`);
    await Promise.all(ids.map((id) => store.put(entry(id))));
    store.remove(ids);
    largest = Math.max(largest, statSync(file).size);
  }
  await store.close();
  expect(largest).toBeLessThan(6_000_000);
  expect(await idsIn()).toEqual(["stays"]);
});

describe("one process has the file", () => {
  test("another client of this process is refused, too, until it is closed", async () => {
    const { store } = await openFileStore(file, () => undefined);
    await expect(openFileStore(file, () => undefined)).rejects.toMatchObject({ code: "queue_locked" });
    await store.put(entry("a"));
    await store.close();
    expect(await idsIn()).toEqual(["a"]);
  });

  test.each([
    [
      "a process that is no more",
      () => ({ pid: spawnSync(process.execPath, ["--version"]).pid, host: hostname(), startedAt: "1" }),
    ],
    ["a life before, with our own number", () => ({ pid: process.pid, host: hostname(), startedAt: "1" })],
    ["a number that went to another", () => ({ pid: process.ppid, host: hostname(), startedAt: "1" })],
  ])("what %s has left is taken over", async (_, owner) => {
    writeFileSync(`${file}.lock`, JSON.stringify(owner()));
    expect(await idsIn()).toEqual([]);
  });

  test("half a lock is nobody's", async () => {
    writeFileSync(`${file}.lock`, '{"pid":');
    expect(await idsIn()).toEqual([]);
  });

  test("a lock of another machine holds while it is touched", async () => {
    writeFileSync(`${file}.lock`, JSON.stringify({ pid: 1, host: "elsewhere", startedAt: null }));
    await expect(openFileStore(file, () => undefined)).rejects.toMatchObject({ code: "queue_locked" });
  });

  test("of many that find it forgotten, one takes it", async () => {
    writeFileSync(`${file}.lock`, JSON.stringify({ pid: 1, host: hostname(), startedAt: "never" }));
    const opened = await Promise.allSettled(Array.from({ length: 8 }, () => openFileStore(file, () => undefined)));
    const won = opened.filter((one) => one.status === "fulfilled");
    expect(won).toHaveLength(1);
    await won[0]?.value.store.close();
  });
});

test("a file that cannot be written says so, and takes nothing", async () => {
  await expect(openFileStore(join(directory, "missing", "usage.queue"), () => undefined)).rejects.toThrow();
  appendFileSync(file, putLine(entry("a")));
  expect(readFileSync(file, "utf8")).toContain('"a"');
});
