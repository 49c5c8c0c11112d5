import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { startEmbeddedPostgres } from "../embedded/index.ts";

export type VerifiedDatabase = { readonly name: string; readonly ownerUrl: string; close(): Promise<void> };

/**
 * The database of `DATABASE_URL`, or the one kept in `FAREBOX_HOME`. That one is joined while the product runs and left
 * running; otherwise it is started for as long as this takes.
 */
export async function openVerifiedDatabase(env: NodeJS.ProcessEnv): Promise<VerifiedDatabase> {
  const url = env["DATABASE_URL"];
  if (url !== undefined && url !== "") {
    const { host, pathname } = new URL(url);
    return { name: `${host}${pathname}`, ownerUrl: url, close: async () => undefined };
  }
  const home = resolve(env["FAREBOX_HOME"] || join(ROOT, ".farebox"));
  await access(join(home, "postgres")).catch(() => {
    throw new Error(`There is no database in ${home}. Start Farebox once, or name another one by DATABASE_URL.`);
  });
  const embedded = await startEmbeddedPostgres({ home });
  return { name: home, ownerUrl: embedded.ownerUrl, close: () => embedded.stop() };
}

const ROOT = join(import.meta.dirname, "../../../..");
