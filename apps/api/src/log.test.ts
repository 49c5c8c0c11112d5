import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { createLog, openLogDestination } from "./log.ts";

const home = mkdtempSync(join(tmpdir(), "farebox-log-"));
afterAll(() => rmSync(home, { recursive: true }));

const LOG = new URL("./log.ts", import.meta.url).href;

/** What a program that runs `work` leaves in its log. */
function run(name: string, work: string): readonly { readonly msg: string }[] {
  const path = join(home, name);
  const script = `
    import { createLog, openLogDestination } from ${JSON.stringify(LOG)};
    const destination = openLogDestination(${JSON.stringify(path)});
    const log = createLog("info", destination);
    ${work}`;
  spawnSync(process.execPath, ["--input-type=module-typescript", "--eval", script], { stdio: "ignore" });
  return linesOf(path);
}

function linesOf(path: string): readonly { readonly msg: string }[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

const MANY = Array.from({ length: 3_000 }, (_, index) => `line ${index}`);
const LOG_MANY = 'for (let index = 0; index < 3_000; index += 1) log.info("line " + index);';

test.each([
  ["comes to its end", LOG_MANY],
  ["leaves at once", `${LOG_MANY} process.exit(3);`],
  ["fails", `${LOG_MANY} throw new Error("nobody foresaw this");`],
  ["closes its log", `${LOG_MANY} destination.close(); process.kill(process.pid, "SIGKILL");`],
])("a program that %s has every line in its log, whole and once", (name, work) => {
  // A block that was on its way to the disk at the end may stand after the rest.
  const numbers = run(name, work).map(({ msg }) => Number(msg.slice("line ".length)));
  expect(numbers.toSorted((one, other) => one - other).map((number) => `line ${number}`)).toEqual(MANY);
});

test.each([
  ["closes its log", 'log.info("the last");  destination.close();'],
  ["says what is fatal", 'log.fatal("the last");'],
])("a program that %s and is killed then has its last line, though nothing else was written", (name, work) => {
  expect(run(`one ${name}`, `${work} process.kill(process.pid, "SIGKILL");`).map(({ msg }) => msg)).toEqual([
    "the last",
  ]);
});

test("a lone line is written soon, though nothing comes after it", async () => {
  const path = join(home, "lone");
  const destination = openLogDestination(path);
  createLog("info", destination).info("alone");
  await vi.waitFor(() => expect(linesOf(path).map(({ msg }) => msg)).toEqual(["alone"]), { timeout: 5_000 });
  destination.close();
});
