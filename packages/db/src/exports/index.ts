export { readPastBalances } from "../balances/read-past-balances.ts";
/** What leaves as files: the ledger in windows, and what a month's statement is made of. */
export { type Boundary, readBoundaries, readFirstEntryAt } from "../statements/read-boundaries.ts";
export { listStatementPayments, type StatementPayment } from "../statements/statement-payments.ts";
export {
  type LedgerPart,
  type Movement,
  type ServiceUse,
  sumMovements,
  sumUsageOfMonth,
} from "../statements/sum-movements.ts";
export { type ExportBound, readExportBound } from "./export-bound.ts";
export { type ExportedTransaction, exportTransactions } from "./export-transactions.ts";
export { type ExportedLine, exportUsage } from "./export-usage.ts";
export type { LedgerWindow } from "./ledger-window.ts";
