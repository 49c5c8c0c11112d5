import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Product } from "./product.ts";

const SYNC = fileURLToPath(new URL("../../apps/api/src/stripe/sync-main.ts", import.meta.url));

/** `npm run stripe:sync -- --apply` beside a product that runs. */
export function syncCatalogue(
  { home, url, databaseUrl }: Pick<Product, "home" | "url" | "databaseUrl">,
  variables: Readonly<Record<string, string>>,
): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SYNC, "--apply"], {
    env: { ...process.env, FAREBOX_HOME: home, DATABASE_URL: databaseUrl, PUBLIC_URL: url, ...variables },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the catalogue could not be synced:\n${stdout}${stderr}`);
}
