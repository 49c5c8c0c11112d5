import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Product } from "./product.ts";

const SYNC = fileURLToPath(new URL("../../apps/api/src/stripe/sync-main.ts", import.meta.url));

/** `npm run stripe:sync -- --apply` beside a product that runs. */
export async function syncCatalogue(
  { home, url, databaseUrl }: Pick<Product, "home" | "url" | "databaseUrl">,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  await promisify(execFile)(process.execPath, [SYNC, "--apply"], {
    env: { ...process.env, FAREBOX_HOME: home, DATABASE_URL: databaseUrl, PUBLIC_URL: url, ...variables },
  });
}
