import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Product } from "./product.ts";

/** Checks every book of the product's database, as an operator would. */
export function verifyLedger({ databaseUrl, home }: Pick<Product, "databaseUrl" | "home">): Verified {
  const main = fileURLToPath(new URL("../../packages/db/src/verify-ledger/main.ts", import.meta.url));
  const run = spawnSync(process.execPath, [main], {
    env: { ...process.env, DATABASE_URL: databaseUrl, FAREBOX_HOME: home },
    encoding: "utf8",
  });
  return { status: run.status, output: `${run.stdout}${run.stderr}` };
}

type Verified = { readonly status: number | null; readonly output: string };
