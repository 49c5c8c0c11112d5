import { FareboxError } from "../errors.ts";
import { isRecord } from "../is-record.ts";
import { parseJson } from "../parse-json.ts";

const TOUCH_EVERY_MS = 5_000;
/** A lock of another machine that was not touched for so long has no owner. */
const FORGOTTEN_AFTER_MS = 30_000;

/** Files that this process has locked: a lock with our own number that is not among them is from a life before. */
const held = new Set<string>();

/** Takes a file for this process, or fails with `queue_locked`. What a process that died has left is taken over. */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  const fs = await import("node:fs/promises");
  const { hostname } = await import("node:os");
  const { resolve } = await import("node:path");
  const lock = `${resolve(file)}.lock`;
  const host = hostname();
  const startedAt = await startOf(process.pid);
  const mine = JSON.stringify({ pid: process.pid, host, startedAt, nonce: Math.random().toString(36) });
  for (let tries = 0; !(await create()); tries += 1) {
    const owner = await fs.readFile(lock, "utf8").catch(() => null);
    if (owner === null) continue;
    if (tries >= 10 || (await isAlive(owner))) throw locked(owner);
    await takeAway(owner);
  }
  held.add(lock);
  const touching = setInterval(() => fs.utimes(lock, new Date(), new Date()).catch(() => undefined), TOUCH_EVERY_MS);
  touching.unref?.();
  return async () => {
    clearInterval(touching);
    held.delete(lock);
    if ((await fs.readFile(lock, "utf8").catch(() => null)) === mine) await fs.rm(lock, { force: true });
  };

  /** Written whole before it has its name, so that nobody reads half of it. */
  async function create(): Promise<boolean> {
    const whole = `${lock}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    await fs.writeFile(whole, mine, { mode: 0o600 });
    try {
      await fs.link(whole, lock);
      return true;
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw failure;
    } finally {
      await fs.rm(whole, { force: true });
    }
  }

  async function isAlive(owner: string): Promise<boolean> {
    const said = parseJson(owner);
    if (!isRecord(said)) return false;
    const { pid, host: where, startedAt: when } = said;
    if (where !== host || typeof pid !== "number") {
      const touchedAt = await fs.stat(lock).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      );
      return Math.abs(Date.now() - touchedAt) < FORGOTTEN_AFTER_MS;
    }
    if (pid === process.pid) return held.has(lock);
    if (!isRunning(pid)) return false;
    // The number may have gone to another process since.
    const startedNow = await startOf(pid);
    return startedNow === null || when === null || startedNow === when;
  }

  /** Two may find the same lock forgotten: only one moves that one away, and what was taken by mistake goes back. */
  async function takeAway(forgotten: string): Promise<void> {
    const away = `${lock}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    try {
      await fs.rename(lock, away);
    } catch {
      return;
    }
    if ((await fs.readFile(away, "utf8").catch(() => forgotten)) !== forgotten)
      await fs.link(away, lock).catch(() => undefined);
    await fs.rm(away, { force: true });
  }

  /** When a process started, in the system's own words; null where it does not say. */
  async function startOf(pid: number): Promise<string | null> {
    const stat = await fs.readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
    return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  }

  function locked(owner: string): FareboxError {
    return new FareboxError("queue_locked", `${file} is in use by another process (${owner}).`, { details: { owner } });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === "EPERM";
  }
}
