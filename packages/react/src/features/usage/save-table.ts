import { saveText, toCsv } from "../../lib/csv.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { nameBucket } from "./bucket-name.ts";
import { type ChartModel, sumMicro } from "./chart-model.ts";
import type { UsageRange } from "./usage-range.ts";

type Of = { readonly range: UsageRange; readonly by: string; readonly timeZone: string; readonly now: Date };

/** The table as it is shown, as a file. */
export function saveTable(model: ChartModel, of: Of): void {
  const { range, by } = of;
  const name = `usage-${range.first}-${range.last}-by-${by}.csv`;
  saveText(toCsv(tableRows(model, of)), { name, type: "text/csv;charset=utf-8" });
}

/** Head, a row for each bar and the total row: what `UsageTable` shows, with exact numbers. */
export function tableRows(model: ChartModel, { timeZone, now }: Pick<Of, "timeZone" | "now">) {
  const columns = model.series.map((series, index) => ({ series, index })).filter(({ series }) => series.isShown);
  const isCompared = model.before !== null;
  const rows: (string | number)[][] = [
    [
      pageStrings.usage.tableWhen[model.every],
      ...columns.map(({ series }) => series.label),
      pageStrings.usage.total,
      ...(isCompared ? [pageStrings.explorer.before] : []),
    ],
  ];
  for (const bar of model.bars) {
    const name = nameBucket(bar.start, { every: model.every, timeZone, now });
    rows.push([
      name,
      ...columns.map(({ index }) => bar.parts[index] ?? 0),
      bar.total,
      ...(isCompared ? [bar.before ?? 0] : []),
    ]);
  }
  rows.push([
    pageStrings.usage.total,
    ...columns.map(({ index }) => sumMicro(model.bars.map((bar) => bar.parts[index] ?? 0))),
    model.total,
    ...(isCompared ? [model.before ?? 0] : []),
  ]);
  return rows;
}
