import { inTransaction } from "../connections/in-transaction.ts";
import { createPool } from "../connections/pool.ts";
import type { Checked } from "./check.ts";
import { openVerifiedDatabase } from "./verified-database.ts";
import { verifyLedger } from "./verify-ledger.ts";

// One snapshot over a large ledger takes as long as it takes.
const PATIENT = {
  applicationName: "farebox verify:ledger",
  maxConnections: 1,
  statementTimeoutMilliseconds: 6 * 3_600_000,
  idleInTransactionTimeoutMilliseconds: 600_000,
};

// `npm run verify:ledger`: says what it checked, and exits non-zero naming each row that is wrong.
const database = await openVerifiedDatabase(process.env);
try {
  console.log(`Verifying the ledger of ${database.name}.`);
  const results = await verify(database.ownerUrl);
  process.exitCode = tell(results) ? 0 : 1;
} finally {
  await database.close();
}

async function verify(ownerUrl: string): Promise<readonly Checked[]> {
  const pool = createPool(ownerUrl, { role: "farebox_owner", settings: PATIENT });
  const showRows = rowCounter();
  try {
    return await inTransaction(
      pool,
      (sql) => verifyLedger(sql, { onProgress: showRows, onChecked: printChecked }),
      "snapshot, read only",
    );
  } finally {
    await pool.end();
  }
}

function printChecked({ name, looked, at, rule, findings }: Checked): void {
  clearProgress();
  const verdict = findings.length === 0 ? "ok    " : "WRONG ";
  console.log(`${verdict} ${name.padEnd(30)} ${String(looked).padStart(9)} ${at}`);
  if (findings.length > 0) console.log(`       ${rule}`);
  for (const { businessId, place, problem } of findings) {
    console.log(`       ${businessId === null ? "" : `business ${businessId}, `}${place}: ${problem}`);
  }
}

/** True when all is well. */
function tell(results: readonly Checked[]): boolean {
  const broken = results.filter((checked) => checked.findings.length > 0);
  const entries = results.find((checked) => checked.name === "seq_has_no_gap")?.looked ?? 0;
  if (broken.length === 0) console.log(`The ledger is in order: ${results.length} checks over ${entries} entries.`);
  else console.log(`The ledger is NOT in order: ${broken.map((checked) => checked.name).join(", ")}.`);
  return broken.length === 0;
}

/** Told on a terminal only: a file of progress lines helps nobody. */
function rowCounter(): (rows: number) => void {
  let read = 0;
  return (rows) => {
    read += rows;
    if (process.stdout.isTTY) process.stdout.write(`\r${read} rows read …`);
  };
}

function clearProgress(): void {
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
}
