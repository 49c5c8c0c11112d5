import type { Refusal } from "../use-cases/refusal.ts";
import type { ExportTable } from "./export-column.ts";
import { CONTENT_TYPES, type ExportFormat, type StreamedFile, toFileName } from "./file.ts";
import type { OpenedExport } from "./open-export.ts";
import { writeParquet } from "./write-parquet.ts";
import { type Written, writeCsv, writeJsonLines } from "./write-text.ts";

/** An export as a file of one format. Takes its place in the room first, and keeps it until the file is closed. */
export async function exportFile<Row>(
  wanted: WantedFile<Row>,
  { enter, open }: { readonly enter: () => () => void; readonly open: () => Promise<OpenedExport<Row> | Refusal> },
): Promise<StreamedFile | Refusal> {
  const leave = enter();
  try {
    const opened = await open();
    if (opened.outcome === "refused") {
      leave();
      return opened;
    }
    const { table, format } = wanted;
    return {
      name: toFileName([table.name, ...wanted.days], format),
      contentType: CONTENT_TYPES[format],
      chunks: WRITERS[format]({ ...opened, table }, wanted),
      onClose: leave,
    };
  } catch (error) {
    leave();
    throw error;
  }
}

export type WantedFile<Row> = {
  readonly table: ExportTable<Row>;
  readonly format: ExportFormat;
  readonly hasByteOrderMark: boolean;
  /** Named in the file's name. */
  readonly days: readonly string[];
};

const WRITERS: Record<
  ExportFormat,
  <Row>(written: Written<Row>, options: { hasByteOrderMark: boolean }) => AsyncGenerator<Uint8Array>
> = { csv: writeCsv, jsonl: writeJsonLines, parquet: writeParquet };
