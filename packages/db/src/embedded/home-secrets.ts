import { randomBytes } from "node:crypto";
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { withHomeLock } from "./home-lock.ts";

/** A random secret of this installation by its name, made on first use and kept in `keys.json` of the home. */
export async function readHomeSecret(home: string, name: string): Promise<string> {
  return withHomeLock(home, async () => (await readHomeSecrets(home, [name]))[name] ?? "");
}

/** For callers that hold the home's lock already. */
export async function readHomeSecrets(home: string, names: readonly string[]): Promise<Record<string, string>> {
  const path = join(home, "keys.json");
  const kept = await readKept(path);
  const missing = names.filter((name) => kept[name] === undefined);
  for (const name of missing) kept[name] = randomBytes(24).toString("base64url");
  if (missing.length > 0) await writeWhole(path, kept);
  return kept;
}

async function readKept(path: string): Promise<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, "utf8"));
    if (typeof parsed === "object" && parsed !== null) {
      return Object.fromEntries(Object.entries(parsed).filter(([, value]) => typeof value === "string"));
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw new EmbeddedPostgresError(`${path} is not JSON; repair or delete it.`);
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return {};
}

async function writeWhole(path: string, secrets: Record<string, string>): Promise<void> {
  const partial = `${path}.${process.pid}`;
  const file = await open(partial, "w", 0o600);
  await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
  await file.sync();
  await file.close();
  await rename(partial, path);
}
