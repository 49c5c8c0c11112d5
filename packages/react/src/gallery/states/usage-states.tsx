import HistorySection from "../../features/history/history-section.tsx";
import { UsageSection } from "../../features/usage/usage-section.tsx";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import type { BillingSearch } from "../../lib/billing-search.ts";
import { type Answers, refuses } from "../answers.ts";
import { RATES } from "../fixtures/catalogue.ts";
import { longHistory, NO_ENTRIES } from "../fixtures/history.ts";
import { ZONE } from "../fixtures/instants.ts";
import { LONG_NAMES } from "../fixtures/names.ts";
import { usageOf } from "../fixtures/usage.ts";
import type { GalleryState } from "../gallery-state.ts";

const usage = (search: BillingSearch) => () => (
  <UsageSection search={search} timeZone={ZONE} onSearch={() => undefined} />
);
const answers = (timeseries: Answers["usage.timeseries"] & {}): Answers => ({
  "usage.timeseries": timeseries,
  "rates.list": RATES,
});
const month: BillingSearch = { range: "30d" };
const table: BillingSearch = { range: "30d", view: "table" };
const byAgent: BillingSearch = { range: "30d", by: "agent" };
const quarter: BillingSearch = { range: "90d" };
const isFiltered = (input: unknown) => typeof input === "object" && input !== null && "q" in input;

/** Usage beside the catalogue: its chart, its twin, and a page with as much as there ever is. */
export const USAGE_STATES: readonly GalleryState[] = [
  { id: "usage-chart", title: "Chart", answers: answers(usageOf(183)), search: month, render: usage(month) },
  { id: "usage-table", title: "Table", answers: answers(usageOf(183)), search: table, render: usage(table) },
  {
    id: "usage-names",
    title: "Agents with names of forty characters",
    answers: answers(usageOf(183_000, 30, Object.values(LONG_NAMES))),
    search: byAgent,
    render: usage(byAgent),
  },
  { id: "usage-empty", title: "No usage", answers: answers(usageOf(0)), search: month, render: usage(month) },
  { id: "usage-failed", title: "Failed", answers: answers(refuses("internal")), search: month, render: usage(month) },
  {
    id: "usage-much",
    title: "Ninety days and ten thousand entries",
    answers: {
      ...answers(usageOf(183, 90)),
      "transactions.list": (input) => (isFiltered(input) ? NO_ENTRIES : longHistory(10_000)),
    },
    search: quarter,
    render: () => <Much />,
  },
];

/** Here the filters work: what they cost is measured. */
function Much() {
  const { search, change } = useBillingAddress();
  return (
    <>
      <UsageSection search={{ ...quarter, ...search }} timeZone={ZONE} onSearch={change} />
      <HistorySection search={search} timeZone={ZONE} openId={null} onSearch={change} />
    </>
  );
}
