import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Complaint } from "./complaint.ts";

/** `npm start` runs in the repository, so its relative paths are meant from there. */
const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Where Farebox answers and what proves who we are: as the environment says, or else the product that runs in this repository. */
export async function findFarebox(env: Env): Promise<FoundFarebox> {
  const { FAREBOX_URL: url, FAREBOX_KEY: key, FAREBOX_BUSINESS: businessId } = env;
  if (url && key) return { url, key, businessId: businessId || undefined, isOwnStart: false, databaseUrl: null };
  if (url || key) throw new Complaint("FAREBOX_URL and FAREBOX_KEY belong together: name both, or neither.");
  const path = resolve(ROOT, env["FAREBOX_READY_FILE"] || join(env["FAREBOX_HOME"] || ".farebox", "ready.json"));
  const ready = await readReadyFile(path);
  if (ready === null) {
    throw new Complaint(
      `Farebox is not running here: there is no ${path}.\nStart it with \`npm start\` in another terminal, or name FAREBOX_URL and FAREBOX_KEY.`,
    );
  }
  if (ready.operatorKey === null)
    throw new Complaint(`${path} names no operator key (it exists with the embedded database only): name FAREBOX_KEY.`);
  return {
    url: ready.url,
    key: ready.operatorKey,
    businessId: businessId || undefined,
    isOwnStart: true,
    databaseUrl: ready.databaseUrl,
  };
}

export type FoundFarebox = {
  readonly url: string;
  readonly key: string;
  readonly businessId: string | undefined;
  /** It was started in this repository, and the key is its operator's. */
  readonly isOwnStart: boolean;
  /** Null where we only know its address. */
  readonly databaseUrl: string | null;
};

export type Env = Readonly<Record<string, string | undefined>>;

type ReadyFile = { readonly url: string; readonly operatorKey: string | null; readonly databaseUrl: string | null };

async function readReadyFile(path: string): Promise<ReadyFile | null> {
  try {
    const ready = JSON.parse(await readFile(path, "utf8")) as Partial<ReadyFile>;
    if (typeof ready.url !== "string") return null;
    return { url: ready.url, operatorKey: ready.operatorKey ?? null, databaseUrl: ready.databaseUrl ?? null };
  } catch {
    return null;
  }
}
