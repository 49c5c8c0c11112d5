import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Where events go and what proves that we may send them. */
export type Address = { readonly url: string; readonly key: string };

export type Destination = {
  current(): Address;
  /** Looks again: a product that was started anew in its home may answer on another port. */
  refresh(): Promise<void>;
};

type Wanted = { readonly url: string | null; readonly key: string | null };
type Env = Readonly<Record<string, string | undefined>>;

/** What was named on the command line; the rest comes from the ready file of the product running in the local home. */
export async function findDestination(wanted: Wanted, env: Env): Promise<Destination | { readonly mistake: string }> {
  if (wanted.url !== null && wanted.key !== null) {
    const address = { url: wanted.url, key: wanted.key };
    return { current: () => address, refresh: async () => undefined };
  }
  const path = readyFileOf(env);
  const found = await readReadyFile(path);
  if (found === null)
    return {
      mistake: `nothing runs here: there is no ready file at ${path}. Start the product with npm start, or name --url and --key`,
    };
  const key = wanted.key ?? found.key;
  if (key === null)
    return { mistake: `${path} names no operator key (it exists for the embedded database only): name --key` };
  let address: Address = { url: wanted.url ?? found.url, key };
  return {
    current: () => address,
    async refresh() {
      const again = await readReadyFile(path);
      if (again !== null) address = { url: wanted.url ?? again.url, key: wanted.key ?? again.key ?? key };
    },
  };
}

/** npm start runs in the repository, so its relative paths are meant from there, wherever the replay runs. */
const ROOT = join(import.meta.dirname, "..", "..", "..");

function readyFileOf(env: Env): string {
  return resolve(ROOT, env["FAREBOX_READY_FILE"] || join(env["FAREBOX_HOME"] || ".farebox", "ready.json"));
}

async function readReadyFile(path: string): Promise<{ readonly url: string; readonly key: string | null } | null> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, "utf8"));
    if (typeof parsed !== "object" || parsed === null || !("url" in parsed) || typeof parsed.url !== "string")
      return null;
    const key = "operatorKey" in parsed && typeof parsed.operatorKey === "string" ? parsed.operatorKey : null;
    return { url: parsed.url.replace(/\/+$/, ""), key };
  } catch {
    return null;
  }
}
