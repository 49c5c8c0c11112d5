import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** What a script needs to use a product it started. */
export type Ready = {
  readonly url: string;
  /** Logs in as the owner of the schema. */
  readonly databaseUrl: string;
  /** An installation key with every scope; null where the database is not ours. */
  readonly operatorKey: string | null;
  /** The payment stand-in, and what signs its deliveries; null where keys of the real provider were given. */
  readonly stripeUrl: string | null;
  readonly stripeWebhookSecret: string | null;
  readonly demo: { readonly email: string; readonly password: string } | null;
  /** The process that stops everything on SIGTERM. */
  readonly pid: number;
};

/** Written whole, by rename, and readable by us alone: it holds secrets. */
export async function writeReadyFile(path: string, ready: Ready): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, `${JSON.stringify(ready, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, path);
}

export function removeReadyFile(path: string): Promise<void> {
  return rm(path, { force: true });
}
