import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "../../components/icon.tsx";
import { formatMoney } from "../../lib/format-money.ts";
import { formatDate } from "../../lib/format-time.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import type { TopUp } from "../../lib/use-top-up.ts";

const words = sellingStrings.automatic;

/** What the rule did so far, who turned it on, and what holds it back. */
export function TopUpFacts({
  topUp,
  userId,
  timeZone,
  now,
}: {
  topUp: TopUp;
  userId: string;
  timeZone: string;
  now: Date;
}) {
  const { usedThisMonth, monthlyCap, lastAttempt, consent } = topUp;
  const date = (at: string) => formatDate(new Date(at), timeZone, now);
  return (
    <div className="mt-6 border-t border-line pt-3">
      <dl className="grid grid-cols-3 gap-x-6 gap-y-3 text-table max-sm:grid-cols-1">
        {usedThisMonth !== null && monthlyCap !== null && (
          <Fact name={words.facts.used}>{words.usedOf(formatMoney(usedThisMonth), formatMoney(monthlyCap))}</Fact>
        )}
        <Fact name={words.facts.last}>
          {lastAttempt === null
            ? words.never
            : words.attempt(
                date(lastAttempt.createdAt),
                formatMoney(lastAttempt.price),
                words.results[lastAttempt.status],
              )}
        </Fact>
        {consent !== null && (
          <Fact name={words.facts.by}>
            {consent.who === userId ? words.sinceYou(date(consent.when)) : words.since(date(consent.when))}
          </Fact>
        )}
      </dl>
      <ul className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-3">
        {words.guards.map((guard) => (
          <li key={guard} className="flex items-center gap-1.5">
            <Icon of={Check} size={14} />
            {guard}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-meta text-ink-3">{name}</dt>
      <dd className="mt-1">{children}</dd>
    </div>
  );
}
