import { type ReactNode, useState } from "react";
import { Amount } from "../../components/amount.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatCount, formatTokens, slotDigits } from "../../lib/format-number.ts";
import { formatDate, formatInstant, formatRelative } from "../../lib/format-time.ts";
import { strings } from "../../lib/strings.ts";
import { composeBalance, toneOf } from "./composition.ts";
import { nameHeld, SeeCalls } from "./held-line.tsx";
import type { Balance } from "./use-balance.ts";

const SHOWN_AT_FIRST = 5;
const words = strings.balance;

/** Where the tokens come from, in the order they are used; the column adds up to what is available. */
export function CompositionCard({ balance, timeZone, now }: { balance: Balance; timeZone: string; now: Date }) {
  const [isOpen, setOpen] = useState(false);
  const { spendable, upcoming, frozen, covered, segments } = composeBalance(balance);
  const shown = isOpen ? spendable : spendable.slice(0, SHOWN_AT_FIRST);
  const hidden = spendable.length - SHOWN_AT_FIRST;
  const most = slotDigits([
    balance.available,
    balance.held,
    balance.debt,
    covered,
    ...balance.grants.map(({ remaining }) => remaining),
  ]);
  // A balance is read, not audited: receipts show what lies beyond the third decimal.
  const digits = most === 6 ? 3 : most;
  return (
    <section aria-labelledby="grants-title" className="border-t border-line px-8 pt-5 pb-2 max-sm:px-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 id="grants-title" className="font-semibold">
          {words.comesFrom}
        </h3>
        <p className="text-meta text-ink-3">{words.order}</p>
      </div>
      <div aria-hidden="true" className="segments mt-3 mb-1 flex h-2 gap-0.5 rounded-control bg-sunken">
        {segments.map(({ key, tone, share }) => (
          <span key={key} className={TONES[tone]} style={{ flexGrow: share, flexBasis: 0 }} />
        ))}
      </div>
      {spendable.length === 0 && (
        <p className="py-2 text-table text-ink-2">
          {words.noGrants}. <span className="text-ink-3">{words.noGrantsHint}</span>
        </p>
      )}
      <table className="w-full text-table">
        <thead className="sr-only">
          <tr>
            <th scope="col">{words.grantColumns.source}</th>
            <th scope="col">{words.grantColumns.order}</th>
            <th scope="col">{words.grantColumns.expires}</th>
            <th scope="col">{words.grantColumns.original}</th>
            <th scope="col">{words.grantColumns.remaining}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((grant, index) => (
            <Row
              digits={digits}
              key={grant.id}
              swatch={TONES[toneOf(index)]}
              name={words.sources[grant.source] ?? grant.source}
              detail={formatDate(new Date(grant.effectiveAt), timeZone, now)}
              order={words.usedAt(grant.order)}
              when={<Expiry at={grant.expiresAt} timeZone={timeZone} now={now} />}
              original={grant.original}
              tokens={grant.remaining}
            />
          ))}
          {hidden > 0 && (
            <tr className="border-b border-line">
              <td className="py-1 ps-8 max-sm:ps-4">
                <button type="button" className="link min-h-6" onClick={() => setOpen(!isOpen)}>
                  {isOpen ? words.fewerGrants : words.moreGrants(formatCount(hidden))}
                </button>
              </td>
              <td className="max-md:hidden" />
              <td />
              <td className="max-sm:hidden" />
              <td />
            </tr>
          )}
          {covered > 0 && <Row digits={digits} name={words.covered} tokens={covered} />}
          {balance.held > 0 && (
            <Row
              digits={digits}
              swatch="hatch"
              name={nameHeld(balance.liveCalls.length)}
              when={balance.liveCalls.length > 0 && <SeeCalls />}
              tokens={-balance.held}
            />
          )}
          {balance.debt > 0 && <Row digits={digits} swatch="bg-bad" name={words.debt} tokens={-balance.debt} />}
        </tbody>
        <tbody>
          <tr className="border-t border-line-strong">
            <th scope="row" className="py-1.5 ps-8 text-start font-semibold max-sm:ps-4">
              {words.availableRow}
            </th>
            <td className="max-md:hidden" />
            <td />
            <td className="max-sm:hidden" />
            <td className="text-end font-medium sm:ps-4">
              <Amount tokens={balance.debt > 0 ? -balance.debt : balance.available} digits={digits} />
            </td>
          </tr>
          {upcoming.map((grant) => (
            <Row
              digits={digits}
              key={grant.id}
              isQuiet
              name={`${words.upcoming}: ${words.sources[grant.source] ?? grant.source}`}
              when={words.startsOn(formatDate(new Date(grant.effectiveAt), timeZone, now))}
              tokens={grant.remaining}
            />
          ))}
          {frozen.length > 0 && <Row digits={digits} isQuiet name={words.frozen} tokens={balance.frozen} />}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  swatch,
  name,
  detail,
  order,
  when,
  original,
  tokens,
  digits,
  isQuiet = false,
}: {
  swatch?: string;
  name: string;
  detail?: string;
  order?: string;
  when?: ReactNode;
  original?: number;
  tokens: number;
  digits: 1 | 3;
  isQuiet?: boolean;
}) {
  return (
    <tr className={classNames("border-b border-line last:border-b-0", isQuiet && "text-ink-3")}>
      <th scope="row" className="w-[38%] py-1.5 text-start font-normal max-sm:w-auto">
        <span className="flex items-center">
          <span
            className={classNames("swatch ms-1 me-5 size-2 shrink-0 rounded-[2px] max-sm:ms-0 max-sm:me-2", swatch)}
            aria-hidden="true"
          />
          <span className="min-w-0">
            {name}
            {detail && <span className="text-ink-3 max-sm:hidden">, {detail}</span>}
          </span>
        </span>
      </th>
      <td className="text-ink-3 max-md:hidden">{order}</td>
      <td className="whitespace-nowrap text-ink-2 max-sm:ps-2 max-sm:pe-1 max-[21rem]:whitespace-normal">{when}</td>
      <td className="text-end text-ink-3 max-sm:hidden">
        {original !== undefined && words.of(formatTokens(original, { digits: 3 }))}
      </td>
      <td className="text-end sm:ps-4">
        <Amount tokens={tokens} digits={digits} />
      </td>
    </tr>
  );
}

function Expiry({ at, timeZone, now }: { at: string | null; timeZone: string; now: Date }) {
  if (at === null) return words.neverExpires;
  const instant = new Date(at);
  return (
    <time dateTime={at} title={`${formatInstant(instant, timeZone)} (${formatRelative(instant, now)})`}>
      {words.expires(formatDate(instant, timeZone, now))}
    </time>
  );
}

const TONES = {
  held: "hatch",
  1: "bg-[var(--grant-1)]",
  2: "bg-[var(--grant-2)]",
  3: "bg-[var(--grant-3)]",
} as const;
