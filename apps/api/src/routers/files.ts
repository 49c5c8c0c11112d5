import type { z } from "zod";
import type { ExportTable } from "../exports/export-column.ts";
import { exportFile } from "../exports/export-file.ts";
import { CONTENT_TYPES, type ExportFormat } from "../exports/file.ts";
import { openExport } from "../exports/open-export.ts";
import { TRANSACTIONS_TABLE } from "../exports/transaction-columns.ts";
import { USAGE_TABLE } from "../exports/usage-columns.ts";
import { readProcedure, router } from "../trpc/procedures.ts";
import { enterExportRoom, type ReadContext } from "./enter-export-room.ts";
import { orThrow } from "./or-throw.ts";
import { statementFilesRouter } from "./statement-files.ts";
import { toTransactionFilters } from "./transaction-filters.ts";
import {
  exportTransactionsInput,
  exportUsageInput,
  transactionsCsvInput,
  usageCsvInput,
} from "./transactions-schemas.ts";

/**
 * What is answered as a file: under `/api/billing` only, because no other door can carry one. Rights, names of the business and
 * checks of the input are those of every other procedure.
 */
export const filesRouter = router({
  transactions: router({
    csv: readProcedure
      .meta({ rest: restOf("transactions", "csv") })
      .input(transactionsCsvInput)
      .query(({ ctx, input }) => toFile(ctx, { table: TRANSACTIONS_TABLE, format: "csv", input })),
    jsonl: readProcedure
      .meta({ rest: restOf("transactions", "jsonl") })
      .input(exportTransactionsInput)
      .query(({ ctx, input }) => toFile(ctx, { table: TRANSACTIONS_TABLE, format: "jsonl", input })),
    parquet: readProcedure
      .meta({ rest: restOf("transactions", "parquet") })
      .input(exportTransactionsInput)
      .query(({ ctx, input }) => toFile(ctx, { table: TRANSACTIONS_TABLE, format: "parquet", input })),
  }),
  usage: router({
    csv: readProcedure
      .meta({ rest: restOf("usage", "csv") })
      .input(usageCsvInput)
      .query(({ ctx, input }) => toFile(ctx, { table: USAGE_TABLE, format: "csv", input })),
    jsonl: readProcedure
      .meta({ rest: restOf("usage", "jsonl") })
      .input(exportUsageInput)
      .query(({ ctx, input }) => toFile(ctx, { table: USAGE_TABLE, format: "jsonl", input })),
    parquet: readProcedure
      .meta({ rest: restOf("usage", "parquet") })
      .input(exportUsageInput)
      .query(({ ctx, input }) => toFile(ctx, { table: USAGE_TABLE, format: "parquet", input })),
  }),
  statements: statementFilesRouter,
});

function restOf(table: ExportTable<never>["name"], format: ExportFormat) {
  const what = { transactions: "What moved tokens", usage: "Usage lines" }[table];
  const says = { csv: "CSV", jsonl: "JSON lines", parquet: "Parquet" }[format];
  return {
    method: "GET",
    path: `/${table}.${format}`,
    tag: "Exports",
    summary: `${what}, as ${says}`,
    description: "Any number of rows, oldest first, as it stood when the file was begun. Columns: docs/exports.md.",
    fileType: CONTENT_TYPES[format],
  } as const;
}

type Input = z.infer<typeof transactionsCsvInput> | z.infer<typeof exportUsageInput>;

async function toFile<Row>(
  ctx: ReadContext,
  { table, format, input }: { table: ExportTable<Row>; format: ExportFormat; input: Input },
) {
  const days = [input.from ?? "", input.to ?? ""].map((text) => text.slice(0, 10));
  const file = await exportFile(
    { table, format, hasByteOrderMark: "bom" in input && input.bom === "1", days },
    {
      enter: () => enterExportRoom(ctx),
      open: () =>
        openExport(ctx.deps, {
          reader: ctx.caller,
          businessId: ctx.businessId,
          filters: toTransactionFilters(input),
          timeZone: input.timeZone ?? null,
          table,
          authorizeAgain: ctx.authorizeAgain,
        }),
    },
  );
  return orThrow(file);
}
