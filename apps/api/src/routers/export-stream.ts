import type { z } from "zod";
import type { ExportTable } from "../exports/export-column.ts";
import { openExport } from "../exports/open-export.ts";
import { toWireRow, type WireRow } from "../exports/wire-row.ts";
import { enterExportRoom, type ReadContext } from "./enter-export-room.ts";
import { orThrow } from "./or-throw.ts";
import { toTransactionFilters } from "./transaction-filters.ts";
import type { exportTransactionsInput, exportUsageInput } from "./transactions-schemas.ts";

/**
 * The rows of an export page by page, for TypeScript callers whose client can take a stream (`httpBatchStreamLink`); under
 * `/api/billing` the same rows are a file.
 */
export async function* exportStream<Row>(
  ctx: ReadContext,
  { table, input }: { readonly table: ExportTable<Row>; readonly input: StreamInput },
): AsyncGenerator<readonly WireRow[]> {
  const leave = enterExportRoom(ctx);
  try {
    const opened = await openExport(ctx.deps, {
      reader: ctx.caller,
      businessId: ctx.businessId,
      filters: toTransactionFilters(input),
      timeZone: input.timeZone ?? null,
      table,
      authorizeAgain: ctx.authorizeAgain,
    });
    const { pages, timeZone } = orThrow(opened);
    for await (const rows of pages) yield rows.map((row) => toWireRow(table.columns, row, timeZone));
  } finally {
    leave();
  }
}

type StreamInput = z.infer<typeof exportTransactionsInput> | z.infer<typeof exportUsageInput>;
