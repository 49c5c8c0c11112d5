import { readPastBalances } from "../balances/read-past-balances.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { readExportBound } from "../exports/export-bound.ts";
import { exportTransactions } from "../exports/export-transactions.ts";
import { exportUsage } from "../exports/export-usage.ts";
import { readBoundaries, readFirstEntryAt } from "../statements/read-boundaries.ts";
import { listStatementPayments } from "../statements/statement-payments.ts";
import { sumMovements, sumUsageOfMonth } from "../statements/sum-movements.ts";
import { NO_FILTERS } from "./no-filters.ts";
import type { Ask } from "./statements-of-a-business.ts";

/** What leaves as files, asked about the own business with ids of another. */
export const STATEMENTS_OF_EXPORTS: Readonly<Record<string, (sql: SqlRunner, ask: Ask) => Promise<unknown>>> = {
  readExportBound: (sql, { businessId }) =>
    Promise.all([null, 0].map((from) => readExportBound(sql, { businessId, from, to: null }))),
  exportTransactions: (sql, ask) =>
    Promise.all(searchesFor(ask).map((search) => exportTransactions(sql, windowOf(ask, search)))),
  exportUsage: (sql, ask) => Promise.all(searchesFor(ask).map((search) => exportUsage(sql, windowOf(ask, search)))),
  readFirstEntryAt: (sql, { businessId }) => readFirstEntryAt(sql, businessId),
  readPastBalances: (sql, { businessId }) => readPastBalances(sql, { businessId, instants: [0, Date.now()] }),
  readBoundaries: (sql, { businessId }) => readBoundaries(sql, { businessId, instants: [0, Date.now()] }),
  sumMovements: (sql, { businessId }) => sumMovements(sql, { businessId, afterSeq: 0n, lastSeq: 1_000n }),
  sumUsageOfMonth: (sql, { businessId }) => sumUsageOfMonth(sql, { businessId, afterSeq: 0n, lastSeq: 1_000n }),
  listStatementPayments: (sql, { businessId }) =>
    listStatementPayments(sql, { businessId, from: 0, to: Date.now() + 86_400_000 }),
};

const searchesFor = ({ id, key }: Ask): (string | null)[] => [null, id, key, "foreign"];

function windowOf({ businessId }: Ask, search: string | null) {
  const filters = { ...NO_FILTERS, search };
  return { businessId, filters, afterSeq: 0n, untilSeq: 1_000n, lastSeq: 1_000n };
}
