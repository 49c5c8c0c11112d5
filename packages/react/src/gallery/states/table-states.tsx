import HistorySection from "../../features/history/history-section.tsx";
import type { BillingSearch } from "../../lib/billing-search.ts";
import { type Answers, refuses, WAITS } from "../answers.ts";
import { RATES } from "../fixtures/catalogue.ts";
import { historyPage, NO_ENTRIES, withCall } from "../fixtures/history.ts";
import { ZONE } from "../fixtures/instants.ts";
import { LONG_NAMES } from "../fixtures/names.ts";
import { HOLD } from "../fixtures/receipts.ts";
import { usageOf } from "../fixtures/usage.ts";
import type { GalleryState } from "../gallery-state.ts";

const table =
  (search: BillingSearch = {}) =>
  () => <HistorySection search={search} timeZone={ZONE} openId={null} onSearch={() => undefined} />;
const answers = (list: Answers["transactions.list"] & {}): Answers => ({
  "transactions.list": list,
  "rates.list": RATES,
  "usage.timeseries": usageOf(183),
});
const hasCursor = (input: unknown) => typeof input === "object" && input !== null && "cursor" in input;
const onlySms: BillingSearch = { type: "usage", service: "sms", q: "4711" };

/** The five states of a table, and one with as much in a row as there can be. */
export const TABLE_STATES: readonly GalleryState[] = [
  { id: "table-waiting", title: "Waiting", answers: answers(WAITS), render: table() },
  { id: "table-empty", title: "Nothing ever happened", answers: answers(NO_ENTRIES), render: table() },
  {
    id: "table-filtered",
    title: "Nothing fits the filters",
    answers: answers(NO_ENTRIES),
    search: onlySms,
    render: table(onlySms),
  },
  {
    id: "table-next-failed",
    title: "The next page failed",
    answers: answers((input) => (hasCursor(input) ? refuses("internal") : historyPage("more"))),
    presses: ["Load more"],
    render: table(),
  },
  { id: "table-end", title: "The end", answers: answers(historyPage(null)), render: table() },
  {
    id: "table-names",
    title: "Names of forty characters",
    answers: answers(
      historyPage(null, (line, index) => {
        const name = index % 2 === 0 ? LONG_NAMES.latin : LONG_NAMES.arabic;
        return { ...line, ...(line.agentId && { agentId: name }), ref: `${name}@${name}.example.test` };
      }),
    ),
    render: table(),
  },
  {
    id: "table-call",
    title: "A call is opened in place",
    answers: { ...answers(withCall()), "holds.get": HOLD },
    presses: ["What happened: Outbound call"],
    render: table(),
  },
];
