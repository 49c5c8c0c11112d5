import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { microTokens } from "@farebox/billing-core";
import type { PlannedEvent } from "../plan/planned-event.ts";
import type { Sent } from "./send-events.ts";
import type { BusinessTally, Tally } from "./tally.ts";

/**
 * Remembers how far a replay came, so that after a kill it need not send everything again. Only a shortcut: the keys make
 * sending again harmless, and what the file claims is checked at the server before it is believed (`resume.ts`).
 */
export type ProgressFile = {
  read(): Promise<Sent | null>;
  /** Writes at most once a second; a kill costs at most that second. */
  write(sent: Sent): Promise<void>;
  remove(): Promise<void>;
};

const WRITE_EVERY_MS = 1_000;

export function openProgressFile(env: Readonly<Record<string, string | undefined>>, name: string): ProgressFile {
  const path = join(env["XDG_STATE_HOME"] || join(homedir(), ".local", "state"), "farebox", "replay", `${name}.json`);
  let writtenAt = performance.now();
  let writing = Promise.resolve();
  return {
    async read() {
      try {
        return fromText(await readFile(path, "utf8"));
      } catch {
        return null;
      }
    },
    write(sent) {
      if (performance.now() - writtenAt < WRITE_EVERY_MS) return writing;
      writtenAt = performance.now();
      const text = toText(sent);
      // A place where nothing can be written costs the shortcut, not the replay.
      writing = writing.then(() => writeWhole(path, text)).catch(() => undefined);
      return writing;
    },
    async remove() {
      await writing;
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

/** One name for the same events in the same order to the same installation. */
export function nameProgress(
  events: readonly PlannedEvent[],
  about: { readonly key: string; readonly allowOverdraft: boolean },
): string {
  const hash = createHash("sha256").update(
    `${createHash("sha256").update(about.key).digest("hex")} ${about.allowOverdraft}\n`,
  );
  for (const { key, businessId, occurredAtMs, event } of events) {
    hash.update(
      `${JSON.stringify([key, businessId, occurredAtMs, event.service, event.quantity, event.agentId, event.ref])}\n`,
    );
  }
  return hash.digest("hex").slice(0, 32);
}

async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.${process.pid}`, text);
  await rename(`${path}.${process.pid}`, path);
}

type Kept = {
  readonly answered: number;
  readonly tally: readonly (readonly [
    string,
    Omit<BusinessTally, "chargedMicroTokens"> & { readonly chargedMicroTokens: string },
  ])[];
};

function toText({ answered, tally }: Sent): string {
  const kept: Kept = {
    answered,
    tally: [...tally].map(([name, row]) => [name, { ...row, chargedMicroTokens: String(row.chargedMicroTokens) }]),
  };
  return JSON.stringify(kept);
}

function fromText(text: string): Sent {
  const kept = JSON.parse(text) as Kept;
  const tally: Tally = new Map(
    kept.tally.map(([name, row]) => [
      name,
      { ...row, chargedMicroTokens: microTokens(BigInt(row.chargedMicroTokens)) },
    ]),
  );
  return { answered: kept.answered, tally };
}
