import type { ExportColumn, ExportTable } from "./export-column.ts";
import { TRANSACTIONS_TABLE } from "./transaction-columns.ts";
import { USAGE_TABLE } from "./usage-columns.ts";

/** `docs/exports.md`, with the columns as the code has them. */
export function renderExportDocs(): string {
  return `${BEFORE}\n\n${renderTable(TRANSACTIONS_TABLE)}\n\n${renderTable(USAGE_TABLE)}\n\n${AFTER}\n`;
}

function renderTable<Row>({ name, columns }: ExportTable<Row>): string {
  const rows = columns.map(
    ({ name, kind, isOptional, means }) =>
      `| \`${name}\` | ${KINDS[kind].says} | ${KINDS[kind].parquet} | ${isOptional ? "yes" : ""} | ${means} |`,
  );
  return `### \`${name}\`

| column | CSV, JSON lines | Parquet | may be empty | meaning |
|---|---|---|---|---|
${rows.join("\n")}`;
}

const KINDS = {
  text: { says: "text", parquet: "UTF8" },
  json: { says: "JSON", parquet: "UTF8" },
  tokens: { says: "number, at most 6 decimals", parquet: "DECIMAL(18, 6)" },
  count: { says: "whole number", parquet: "INT64" },
  instant: { says: "RFC 3339 with offset", parquet: "TIMESTAMP, milliseconds, UTC" },
} as const satisfies Record<ExportColumn<never>["kind"], object>;

const BEFORE = `# Exports and statements

<!-- Written by \`pnpm --filter @farebox/api docs:exports\`. -->

| file | what |
|---|---|
| \`GET /api/billing/transactions.csv\`, \`.jsonl\`, \`.parquet\` | what moved tokens, one row a transaction, as the history has it |
| \`GET /api/billing/usage.csv\`, \`.jsonl\`, \`.parquet\` | usage lines, one row each |
| \`GET /api/billing/statements\` | months with their balances, newest first |
| \`GET /api/billing/statements/{yyyy-mm}\` and \`.json\`, \`.pdf\`, \`.csv\` | the statement of a month |

Whoever may read a business may export it: its people, and keys with \`read\`. A link cannot carry the header \`Farebox-Business\`: add \`businessId\`.
TypeScript callers can have the rows of transactions as a stream: \`transactions.export\` over tRPC, through \`httpBatchStreamLink\`.

\`\`\`sh
curl -OJ "$FAREBOX_URL/api/billing/transactions.csv?from=2025-03-01T00:00:00Z&timeZone=Europe/Berlin" -H "Authorization: Bearer $FAREBOX_KEY"
duckdb -c "select type, sum(amount) from 'farebox-transactions-2025-03-01.parquet' group by type"
\`\`\`

## What is asked

The filters of \`GET /transactions\`: \`type\` (transactions only), \`service\`, \`agentId\`, \`from\` (included), \`to\` (not included), \`q\`. And \`timeZone\`, the zone
that times are written in (left out: the business's own), and for CSV \`bom=1\`, which begins the file with a byte order mark for spreadsheets that would not
take it for UTF-8 otherwise.

## What is promised

- **One moment.** A file holds what stood in the ledger when it was begun, however long it takes to be read. Unfiltered, \`amount\` of transactions adds up to the
  ledger, and \`charged\` of usage to its entries of usage. \`netCharged\` adds up to what charts and the usage summary say.
- **Order.** Oldest first, by \`seq\`: the order in which the balance moved.
- **Any size.** Rows are written while they are read; memory does not grow with them. A file that breaks off is ended as broken, so no client takes half for whole.
- **Columns stay.** New ones are added at the end; none is renamed, moved or given another meaning.
- **Numbers are exact.** Tokens are decimal text with at most six decimals; Parquet has them as \`DECIMAL(18, 6)\` in whole micro-tokens.
- **CSV** is RFC 4180: UTF-8, a line of names, CRLF, quotes where needed. Text that begins with \`=\`, \`+\`, \`-\`, \`@\`, a tab or a line end (or the wide form of one of the
  four) gets an apostrophe before it, because a spreadsheet would run it. Text that is a number and nothing else (\`-12.5\`, \`+4930123456\`) stays as it is, and so do amounts.
- **JSON lines**: every column is in every row, empty ones as \`null\`.
- Three files of a business are written at once; a fourth is \`rate_limited\` with \`Retry-After\`. A reader that takes nothing for two minutes is left.

## Columns`;

const AFTER = `## Statements

A month is a month of the business's zone. A statement holds the opening balance, the ledger's entries of the month added up by kind, usage by service, payments
(without tax), and the closing balance. Opening and movements add up to closing, or there is no statement. It goes by when entries were recorded: work of March that was
reported in April is in April's. \`isFinal\` is false while the month goes on. The same final statement is the same PDF, byte for byte.

- \`debt_repayment\` moves tokens from a grant to what was owed: it adds up to 0. \`void\` are calls that cost nothing.
- \`returned\` of a service counts corrections made in the month, whenever the use was.
- A statement is worked out from the ledger when it is asked for; nothing about it is stored.
- Names in Latin, Greek, Cyrillic, Hebrew, Arabic, Chinese, Japanese and Korean script are drawn; other characters become \`?\`. The business's id stands beneath.

CSV has one table for all sections: \`section\` is \`opening\`, \`movement\`, \`closing\`, \`usage\` or \`payment\`; \`tokens\` of opening and movements add up to closing.`;
