import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Product } from "../product/run-product.ts";
import { BrokenBooks } from "./check-minute.ts";

/** As an operator checks the books. */
export function verifyLedger(product: Product): void {
  const main = join(import.meta.dirname, "..", "..", "..", "..", "packages", "db", "src", "verify-ledger", "main.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main], {
    env: { ...process.env, DATABASE_URL: product.ready().databaseUrl, FAREBOX_HOME: product.home },
    encoding: "utf8",
  });
  if (status !== 0) throw new BrokenBooks(`verify:ledger:\n${stdout}${stderr}`);
}
