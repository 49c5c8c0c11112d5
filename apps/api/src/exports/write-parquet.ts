import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { ExportColumn } from "./export-column.ts";
import type { Written } from "./write-text.ts";

/**
 * Apache Parquet, a row group as soon as it is full. Amounts are DECIMAL(18, 6) in whole micro-tokens, so that not a millionth
 * is rounded; instants are milliseconds in UTC, whatever zone the other formats write.
 */
export async function* writeParquet<Row>(written: Written<Row>): AsyncGenerator<Uint8Array> {
  const { table, pages, timeZone } = written;
  const writer = new ByteWriter();
  const schema = [{ name: "root", num_children: table.columns.length }, ...table.columns.map(toElement)];
  const parquet = new ParquetWriter({ writer, schema, createdBy: "farebox" });
  yield takeBytes(writer);
  let group: Row[] = [];
  for await (const rows of pages) {
    for (const row of rows) group.push(row);
    if (group.length >= GROUP_ROWS) {
      writeGroup(parquet, group, written);
      group = [];
    }
    yield takeBytes(writer);
  }
  if (group.length > 0) writeGroup(parquet, group, { table, timeZone });
  parquet.finish();
  yield takeBytes(writer);
}

/** Encoding a group holds this process up: large enough to compress well, small enough for nobody to notice. */
const GROUP_ROWS = 4_000;

/** What was written since the last time. The writer goes on counting from the beginning of the file. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = Uint8Array.from(writer.getBytes());
  writer.index = 0;
  return bytes;
}

function writeGroup<Row>(
  parquet: ParquetWriter,
  rows: readonly Row[],
  { table, timeZone }: Pick<Written<Row>, "table" | "timeZone">,
): void {
  const columnData = table.columns.map((column) => ({
    name: column.name,
    data: rows.map((row) => toValue(column, row, timeZone)),
  }));
  void parquet.write({ columnData, rowGroupSize: rows.length });
}

function toValue<Row>(column: ExportColumn<Row>, row: Row, timeZone: string): unknown {
  if (column.kind !== "instant") return column.read(row, timeZone);
  const at = column.read(row);
  return at === null ? null : BigInt(at);
}

const TYPES = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  json: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  tokens: { type: "INT64", converted_type: "DECIMAL", precision: 18, scale: 6 },
  count: { type: "INT64" },
  instant: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
} as const satisfies Record<ExportColumn<never>["kind"], object>;

function toElement<Row>({ name, kind, isOptional }: ExportColumn<Row>) {
  return { name, repetition_type: isOptional ? ("OPTIONAL" as const) : ("REQUIRED" as const), ...TYPES[kind] };
}
