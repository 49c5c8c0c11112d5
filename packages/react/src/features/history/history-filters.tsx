import { Search } from "lucide-react";
import { type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { Icon } from "../../components/icon.tsx";
import {
  type BillingSearch,
  type SearchPatch,
  TRANSACTION_STATUSES,
  TRANSACTION_TYPES,
} from "../../lib/billing-search.ts";
import { lazyPart } from "../../lib/lazy-part.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { ChipButton, ChipSelect } from "./chip-select.tsx";
import { nameAmounts } from "./name-amounts.ts";
import { nameDates } from "./name-dates.ts";

const AmountForm = lazyPart(() => import("./amount-form.tsx"));
const DateForm = lazyPart(() => import("./date-form.tsx"));
const words = pageStrings.history;
const TYPING_PAUSE_MS = 300;

/** Search and filters; each is part of the address, each can be taken away by itself. */
export function HistoryFilters({
  search,
  services,
  agents,
  now,
  searchBox,
  onSearch,
}: {
  search: BillingSearch;
  services: readonly string[];
  agents: readonly string[];
  now: Date;
  searchBox: RefObject<HTMLInputElement | null>;
  onSearch: (patch: SearchPatch) => void;
}) {
  const [form, setForm] = useState<"dates" | "amounts" | null>(null);
  const { since, until, least, most } = search;
  const apply = (patch: SearchPatch) => {
    onSearch(patch);
    setForm(null);
  };
  return (
    <div className="no-print mb-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox box={searchBox} q={search.q ?? ""} onSearch={(q) => onSearch({ q: q === "" ? undefined : q })} />
        <ChipSelect
          label={words.filters.type}
          anyLabel={words.any.type}
          value={search.type}
          options={TRANSACTION_TYPES.map((value) => ({ value, label: words.types[value] ?? value }))}
          onChange={(type) => onSearch({ type })}
        />
        <ChipSelect
          label={words.filters.service}
          anyLabel={words.any.service}
          value={search.service}
          options={services.map((value) => ({ value, label: words.serviceOne[value] ?? value }))}
          onChange={(service) => onSearch({ service })}
        />
        <ChipSelect
          label={words.filters.agent}
          anyLabel={words.any.agent}
          value={search.agent}
          options={agents.map((value) => ({ value, label: value }))}
          onChange={(agent) => onSearch({ agent })}
        />
        <ChipSelect
          label={words.filters.status}
          anyLabel={words.any.status}
          value={search.status}
          options={TRANSACTION_STATUSES.map((value) => ({ value, label: words.statuses[value] }))}
          onChange={(status) => onSearch({ status })}
        />
        <ChipButton
          name={nameAmounts({ least, most })}
          isSet={least !== undefined || most !== undefined}
          isOpen={form === "amounts"}
          onOpen={(isOpen) => setForm(isOpen ? "amounts" : null)}
          onClear={() => onSearch({ least: undefined, most: undefined })}
        />
        <ChipButton
          name={nameDates(since, until, now)}
          isSet={since !== undefined || until !== undefined}
          isOpen={form === "dates"}
          onOpen={(isOpen) => setForm(isOpen ? "dates" : null)}
          onClear={() => onSearch({ since: undefined, until: undefined })}
        />
        {isFiltered(search) && (
          <button type="button" className="link ms-auto min-h-6 text-meta" onClick={() => onSearch(NO_FILTERS)}>
            {words.clear}
          </button>
        )}
      </div>
      <Suspense>
        {form === "dates" && <DateForm since={since} until={until} onApply={apply} />}
        {form === "amounts" && <AmountForm least={least} most={most} onApply={apply} />}
      </Suspense>
    </div>
  );
}

export const NO_FILTERS: SearchPatch = {
  type: undefined,
  service: undefined,
  agent: undefined,
  since: undefined,
  until: undefined,
  status: undefined,
  least: undefined,
  most: undefined,
  q: undefined,
};

export function isFiltered(search: BillingSearch): boolean {
  return Object.keys(NO_FILTERS).some((name) => search[name as keyof BillingSearch] !== undefined);
}

/** Typing is text of its own until it pauses; the address then follows. */
function SearchBox({
  box,
  q,
  onSearch,
}: {
  box: RefObject<HTMLInputElement | null>;
  q: string;
  onSearch: (q: string) => void;
}) {
  const [text, setText] = useState(q);
  const lastSent = useRef(q);
  useEffect(() => {
    // Changed by something else, such as clearing all filters: the field follows. Its own change only comes back to it.
    if (q === lastSent.current) return;
    lastSent.current = q;
    setText(q);
  }, [q]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === lastSent.current) return;
    const timer = setTimeout(() => {
      lastSent.current = wanted;
      onSearch(wanted);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <span className="relative w-64 max-sm:w-full">
      <Icon of={Search} className="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-ink-3" />
      <input
        id="history-search"
        ref={box}
        type="search"
        maxLength={255}
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-7 w-full rounded-control border border-line-strong bg-surface ps-9 pe-2 text-meta max-sm:h-11 max-sm:text-field"
      />
    </span>
  );
}
