import { Amount } from "../../components/amount.tsx";
import { classNames } from "../../lib/class-names.ts";
import { slotDigits } from "../../lib/format-number.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { nameBucket } from "./bucket-name.ts";
import { type ChartModel, sumMicro } from "./chart-model.ts";
import { type Measure, writeValue } from "./measure.ts";

/** The chart's twin: the same numbers as a table, for reading, copying and screen readers. */
export function UsageTable({
  model,
  caption,
  timeZone,
  now,
}: {
  model: ChartModel;
  caption: string;
  timeZone: string;
  now: Date;
}) {
  const { measure } = model;
  const isCompared = model.before !== null;
  const amounts = model.bars.flatMap(({ parts, total, before }) => [...parts, total, before ?? 0]);
  // As narrow as its amounts allow: with it the whole table fits beside the list.
  const digits = measure.kind === "money" || slotDigits(amounts) === 1 ? 1 : 3;
  const slot = measure.kind === "money" ? null : `slot-${digits} slot-inset`;
  const columns = model.series.map((series, index) => ({ series, index })).filter(({ series }) => series.isShown);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="max-h-[420px] overflow-auto border-b border-line">
      <table className="w-full text-table">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-canvas">
          {/* Borders of a joined table do not stick with it. */}
          <tr className="text-meta text-ink-3 [&>th]:shadow-[inset_0_-1px_0_var(--line)]">
            <th scope="col" className="py-2 pe-4 text-start font-normal whitespace-nowrap">
              {pageStrings.usage.tableWhen[model.every]}
            </th>
            {columns.map(({ series }) => (
              <th
                key={series.key}
                scope="col"
                className={classNames(slot, "ps-4 text-end font-normal whitespace-nowrap")}
              >
                {series.label}
              </th>
            ))}
            <th scope="col" className={classNames(slot, "ps-4 text-end font-normal")}>
              {pageStrings.usage.total}
            </th>
            {isCompared && (
              <th scope="col" className={classNames(slot, "ps-4 text-end font-normal")}>
                {pageStrings.explorer.before}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {model.bars.map((bar) => (
            <tr key={bar.start.getTime()} className="border-t border-line first:border-t-0">
              <th scope="row" className="py-1.5 pe-4 text-start font-normal whitespace-nowrap">
                {nameBucket(bar.start, { every: model.every, timeZone, now })}
                {bar.isPartial && <span className="text-ink-3"> {pageStrings.usage.bucketPartial}</span>}
              </th>
              {columns.map(({ series, index }) => (
                <td key={series.key} className="ps-4 text-end text-ink-2">
                  <Value of={bar.parts[index] ?? 0} measure={measure} digits={digits} />
                </td>
              ))}
              <td className="ps-4 text-end">
                <Value of={bar.total} measure={measure} digits={digits} />
              </td>
              {isCompared && (
                <td className="ps-4 text-end text-ink-2">
                  <Value of={bar.before ?? 0} measure={measure} digits={digits} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot className="sticky bottom-0 bg-canvas">
          <tr className="[&>*]:shadow-[inset_0_1px_0_var(--line-strong)]">
            <th scope="row" className="py-1.5 text-start font-semibold">
              {pageStrings.usage.total}
            </th>
            {columns.map(({ series, index }) => (
              <td key={series.key} className="ps-4 text-end font-medium">
                <Value
                  of={sumMicro(model.bars.map((bar) => bar.parts[index] ?? 0))}
                  measure={measure}
                  digits={digits}
                />
              </td>
            ))}
            <td className="ps-4 text-end font-medium">
              <Value of={model.total} measure={measure} digits={digits} />
            </td>
            {isCompared && (
              <td className="ps-4 text-end font-medium">
                <Value of={model.before ?? 0} measure={measure} digits={digits} />
              </td>
            )}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Value({ of, measure, digits }: { of: number; measure: Measure; digits: 1 | 3 }) {
  return measure.kind === "money" ? writeValue(of, measure) : <Amount tokens={of} digits={digits} />;
}
