import { createPool, type Finding, type SqlRunner, verifyLedger } from "@farebox/db";
import type { PoolClient } from "pg";

/**
 * Whether what a contender wrote is right: the verifier of the product finds nothing, and the ledger has exactly as many new
 * usage lines as the contender's callers were told were recorded. Null when all is well, otherwise what is wrong.
 */
export async function checkBooks(ownerUrl: string, asked: AskedBooks): Promise<string | null> {
  return readAsOwner(ownerUrl, async (sql) => {
    const lines = (await linesIn(sql)) - asked.linesBefore;
    if (lines !== asked.recorded) return `${asked.recorded} events were answered as recorded, ${lines} lines are there`;
    const checked = await verifyLedger(sql, { businessIds: asked.businessIds });
    const [first] = checked.flatMap(({ name, findings }) => findings.map((finding) => `${name}: ${told(finding)}`));
    return first ?? null;
  });
}

/** Where they are. */
export type Books = { readonly ownerUrl: string } & Pick<AskedBooks, "businessIds">;

export type AskedBooks = {
  /** Usage lines that were there before the first event. */
  readonly linesBefore: number;
  /** Events answered as recorded, warm-up included. */
  readonly recorded: number;
  /** Those that were written to; null is all of them. */
  readonly businessIds: readonly string[] | null;
};

export function countLines(ownerUrl: string): Promise<number> {
  return readAsOwner(ownerUrl, linesIn);
}

async function linesIn(sql: SqlRunner): Promise<number> {
  const [row] = await sql.query<{ lines: bigint }>("count_lines", "select count(*) as lines from usage_tracking", []);
  return Number(row?.lines ?? 0);
}

async function readAsOwner<Result>(ownerUrl: string, read: (sql: SqlRunner) => Promise<Result>): Promise<Result> {
  const pool = createPool(ownerUrl, { role: "farebox_owner", settings: PATIENT });
  try {
    const client = await pool.pool.connect();
    // The tables were all but empty a moment ago, and the planner would still take them for that.
    await client.query("analyze");
    await client.query("begin isolation level repeatable read read only");
    const result = await read(runnerOf(client));
    await client.query("commit");
    client.release();
    return result;
  } finally {
    await pool.end();
  }
}

function runnerOf(client: PoolClient): SqlRunner {
  return {
    async query<Row>(_name: string, text: string, parameters: readonly unknown[]): Promise<Row[]> {
      const { rows } = await client.query(text, [...parameters]);
      return rows as Row[];
    },
  };
}

const PATIENT = {
  applicationName: "farebox bench books",
  maxConnections: 1,
  statementTimeoutMilliseconds: 3_600_000,
  idleInTransactionTimeoutMilliseconds: 600_000,
};

function told({ businessId, place, problem }: Finding): string {
  return `${businessId ?? "database"}, ${place}: ${problem}`;
}
