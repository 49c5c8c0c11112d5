import { ChartColumn, ChevronDown, ChevronLeft, ChevronRight, Download, Table2 } from "lucide-react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Segmented } from "../../components/segmented.tsx";
import {
  type BillingSearch,
  INTERVALS,
  METRICS,
  RANGES,
  type Range,
  type SearchPatch,
} from "../../lib/billing-search.ts";
import { classNames } from "../../lib/class-names.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import type { UsageRange } from "./usage-range.ts";

const words = pageStrings.usage;

/** What the chart shows: days, grouping, width of a bar, and its form. Everything chosen here is in the address. */
export function UsageControls({
  search,
  range,
  earlier,
  later,
  isCustomOpen,
  onCustomOpen,
  onSearch,
  onSave,
}: {
  search: BillingSearch;
  range: UsageRange;
  earlier: SearchPatch | null;
  later: SearchPatch | null;
  isCustomOpen: boolean;
  onCustomOpen: (isOpen: boolean) => void;
  onSearch: (patch: SearchPatch) => void;
  /** Saves what is shown; null while there is nothing. */
  onSave: (() => void) | null;
}) {
  const isCompared = search.compare === "previous";
  const chooseRange = (next: Range) => {
    if (next === "custom") return onCustomOpen(true);
    onCustomOpen(false);
    onSearch({ range: next === "30d" ? undefined : next, from: undefined, to: undefined, every: undefined });
  };
  const isTable = search.view === "table";
  return (
    <div className="no-print flex flex-wrap items-center gap-x-3 gap-y-2 border-y border-line py-2 sm:[&_.segmented_span]:px-1.5 max-sm:gap-y-3 max-sm:py-3">
      <Segmented
        label={words.rangeLabel}
        value={isCustomOpen ? "custom" : range.range}
        options={RANGES.map((value) => ({ value, label: words.ranges[value], spoken: words.rangesSpoken[value] }))}
        onChange={chooseRange}
      />
      <Segmented
        label={words.by}
        isLabelShown
        value={search.by ?? "service"}
        options={(["service", "agent"] as const).map((value) => ({ value, label: words.groups[value] }))}
        onChange={(by) => onSearch({ by: by === "agent" ? "agent" : undefined, only: undefined })}
      />
      <Segmented
        label={words.every}
        isLabelShown
        value={range.every}
        options={INTERVALS.map((value) => ({
          value,
          label: words.intervals[value],
          isDisabled: !range.intervals.includes(value),
        }))}
        onChange={(every) => onSearch({ every })}
      />
      <div className="ms-auto flex flex-wrap gap-2 max-sm:ms-0 max-sm:grid max-sm:w-full max-sm:grid-cols-[1fr_1fr_auto_auto]">
        <MetricSelect search={search} onSearch={onSearch} />
        <Button
          size="small"
          className={classNames(isCompared && "bg-selected! font-semibold")}
          aria-pressed={isCompared}
          onClick={() => onSearch({ compare: isCompared ? undefined : "previous" })}
        >
          {pageStrings.explorer.compare}
        </Button>
        <StepButton label={words.previousPeriod} patch={earlier} icon={ChevronLeft} onSearch={onSearch} />
        <StepButton label={words.nextPeriod} patch={later} icon={ChevronRight} onSearch={onSearch} />
        <Button
          size="small"
          className="max-sm:col-span-2"
          onClick={() => onSearch({ view: isTable ? undefined : "table" })}
        >
          <Icon of={isTable ? ChartColumn : Table2} size={14} />
          {isTable ? words.asChart : words.asTable}
        </Button>
        <Button
          size="small"
          className="max-sm:col-span-2"
          aria-label={pageStrings.explorer.csvNamed}
          title={pageStrings.explorer.csvNamed}
          disabled={onSave === null}
          onClick={() => onSave?.()}
        >
          <Icon of={Download} size={14} />
          {pageStrings.explorer.csv}
        </Button>
      </div>
    </div>
  );
}

function MetricSelect({ search, onSearch }: { search: BillingSearch; onSearch: (patch: SearchPatch) => void }) {
  return (
    <span className="relative inline-flex items-center">
      <select
        aria-label={pageStrings.explorer.measure}
        value={search.metric ?? "tokens"}
        onChange={(event) => {
          const metric = METRICS.find((known) => known === event.target.value);
          onSearch({ metric: metric === "tokens" ? undefined : metric });
        }}
        className="h-7 cursor-pointer appearance-none rounded-control border border-line bg-surface ps-2 pe-7 text-meta font-medium hover:bg-hover max-sm:h-9 max-sm:w-full"
      >
        {METRICS.map((metric) => (
          <option key={metric} value={metric}>
            {pageStrings.explorer.measures[metric]}
          </option>
        ))}
      </select>
      <Icon of={ChevronDown} size={14} className="pointer-events-none absolute inset-e-2" />
    </span>
  );
}

function StepButton({
  label,
  patch,
  icon,
  onSearch,
}: {
  label: string;
  patch: SearchPatch | null;
  icon: typeof ChevronLeft;
  onSearch: (patch: SearchPatch) => void;
}) {
  return (
    <Button
      size="small"
      className="w-7 px-0 max-sm:w-11"
      aria-label={label}
      title={label}
      disabled={patch === null}
      onClick={() => patch !== null && onSearch(patch)}
    >
      <Icon of={icon} size={14} className="rtl:rotate-180" />
    </Button>
  );
}
