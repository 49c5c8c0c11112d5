import { useState } from "react";
import { Empty } from "../../components/empty.tsx";
import { Failed } from "../../components/failed.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import type { BillingSearch, SearchPatch } from "../../lib/billing-search.ts";
import { describeAge } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { useShortcuts } from "../../lib/shortcuts.ts";
import { strings } from "../../lib/strings.ts";
import { useInSlices } from "../../lib/use-in-slices.ts";
import { useNow } from "../../lib/use-now.ts";
import { countDays, dayOf } from "../../lib/zone-day.ts";
import { modelChart, sumGroups } from "./chart-model.ts";
import { ChartSkeleton } from "./chart-skeleton.tsx";
import { CustomDates } from "./custom-dates.tsx";
import { chooseMeasure } from "./measure.ts";
import { saveTable } from "./save-table.ts";
import { UsageControls } from "./usage-controls.tsx";
import { UsageExplorer } from "./usage-explorer.tsx";
import { describeRange, moveRange, resolveRange } from "./usage-range.ts";
import { usePeriod, usePricePaid, useRatesInForce, useUsage, useUsualDay } from "./use-usage.ts";

const words = pageStrings.usage;

/** What spends the tokens: bars over time, and a list that is legend, filter and values. */
export function UsageSection({
  search,
  timeZone,
  onSearch,
}: {
  search: BillingSearch;
  timeZone: string;
  onSearch: (patch: SearchPatch) => void;
}) {
  const now = useNow();
  const [isCustomOpen, setCustomOpen] = useState(false);
  const range = resolveRange(search, { timeZone, now, period: usePeriod(timeZone) });
  const today = dayOf(now, timeZone);
  const by = search.by ?? "service";
  const metric = search.metric ?? "tokens";
  const only = search.only?.split(",") ?? [];
  const isCompared = search.compare === "previous";
  const { data, isStill, updatedAt, error, retry } = useUsage({ range, by, timeZone, isCompared });
  const isDrawn = useInSlices(data !== null);
  const rates = useRatesInForce();
  const price = usePricePaid({ isWanted: metric === "money" });
  const usualDay = useUsualDay();
  const used = data === null ? [] : sumGroups(data.buckets).map((sum) => ({ ...sum, charged: sum.tokens }));
  const isEmpty = data?.buckets.every(({ total }) => total === 0) ?? false;
  const model =
    data === null || isEmpty
      ? null
      : modelChart(data, {
          only,
          now,
          measure: chooseMeasure(metric, { by, only, used, rates, price }),
          perDay: range.range === "period" ? usualDay : null,
        });
  const earlier = moveRange(range, -1, today);
  const later = moveRange(range, 1, today);
  useShortcuts({ "[": () => earlier && onSearch(earlier), "]": () => later && onSearch(later) });

  return (
    <Section id="usage" title={strings.shell.usage}>
      <UsageControls
        search={search}
        range={range}
        earlier={earlier}
        later={later}
        isCustomOpen={isCustomOpen || range.range === "custom"}
        onCustomOpen={setCustomOpen}
        onSearch={onSearch}
        onSave={model === null ? null : () => saveTable(model, { range, by, timeZone, now })}
      />
      {(isCustomOpen || range.range === "custom") && (
        <CustomDates
          key={`${range.first} ${range.last}`}
          first={range.first}
          last={range.last}
          today={today}
          onApply={(dates) => onSearch({ range: "custom", ...dates, every: undefined })}
        />
      )}
      <div className="pt-6">
        {error !== null && data === null ? (
          <Failed text={words.failed} detail={describeProblem(error)} onRetry={retry} />
        ) : data === null || !isDrawn ? (
          <ChartSkeleton />
        ) : model === null ? (
          <Empty title={words.empty} hint={words.emptyHint} />
        ) : (
          <UsageExplorer
            key={`${by} ${range.first} ${range.last} ${range.every}`}
            model={model}
            by={by}
            rates={rates}
            price={price}
            view={search.view ?? "chart"}
            label={describeRange(range, { timeZone, now })}
            days={range.last > today ? countDays(range.first, today) : countDays(range.first, range.last)}
            timeZone={timeZone}
            now={now}
            isStill={isStill}
            only={only}
            onBrush={(dates) => onSearch({ range: "custom", ...dates, every: undefined })}
            onOnly={(only) => onSearch({ only: only.length === 0 ? undefined : only.join(",") })}
          />
        )}
      </div>
      <p className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-3">
        {data?.buckets.some(({ partial, total }) => partial && total > 0) && (
          <span>{range.every === "day" ? words.partialDay : words.partialOther}</span>
        )}
        {isCompared && model !== null && <span>{pageStrings.explorer.marks}</span>}
        {model !== null && model.projected.count > 0 && <span>{pageStrings.explorer.projected}</span>}
        <span>{words.daysIn(timeZone)}</span>
        {updatedAt !== null && <span>{words.updated(describeAge(updatedAt, now))}</span>}
      </p>
    </Section>
  );
}
