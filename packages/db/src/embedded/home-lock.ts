import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { identifyProcess, isSameProcessRunning, type ProcessIdentity } from "./process-identity.ts";
import { until } from "./until.ts";

const PATIENCE_MILLISECONDS = 60_000;

/** Two starts in one home take turns. A lock whose holder died is taken over, so a killed start blocks nobody. */
export async function withHomeLock<Result>(home: string, work: () => Promise<Result>): Promise<Result> {
  const lock = join(home, "postgres.lock");
  const mine = join(home, `postgres.lock.${process.pid}.${crypto.randomUUID()}`);
  await writeFile(mine, JSON.stringify(await identifyProcess(process.pid)));
  try {
    const taken = await until(PATIENCE_MILLISECONDS, async () => {
      if (await isLinked(mine, lock)) return true;
      await removeIfAbandoned(lock);
      return null;
    });
    if (taken === null) throw new EmbeddedPostgresError(`Another start has been working in ${home} for a minute.`);
  } finally {
    await rm(mine, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function removeIfAbandoned(lock: string): Promise<void> {
  if (!(await isAbandoned(lock))) return;
  // Moved aside first and looked at again: between the two steps another start may have taken the lock properly.
  const aside = `${lock}.${crypto.randomUUID()}`;
  await rename(lock, aside).catch(() => null);
  if (!(await isAbandoned(aside))) await isLinked(aside, lock).catch(() => false);
  await rm(aside, { force: true });
}

async function isAbandoned(lock: string): Promise<boolean> {
  const content = await readFile(lock, "utf8").catch(() => null);
  if (content === null) return false;
  const holder = parseIdentity(content);
  return holder === null || !(await isSameProcessRunning(holder));
}

export function parseIdentity(content: string): ProcessIdentity | null {
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed !== "object" || parsed === null) return null;
    const { pid, startMark } = parsed as Partial<ProcessIdentity>;
    return typeof pid === "number" && typeof startMark === "string" ? { pid, startMark } : null;
  } catch {
    return null;
  }
}
