import { Failed } from "../../components/failed.tsx";
import { Section } from "../../components/section.tsx";
import { describeProblem } from "../../lib/api-error.ts";
import { formatDate } from "../../lib/format-time.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { strings } from "../../lib/strings.ts";
import { useNow } from "../../lib/use-now.ts";
import { RatesTable } from "./rates-table.tsx";
import { type RateCard, useRates } from "./use-rates.ts";

const words = pageStrings.usage;

/** The price list in force. */
export function RatesSection({ timeZone }: { timeZone: string }) {
  const { card, error, retry } = useRates();
  const now = useNow();
  return (
    <Section
      id="rates"
      title={strings.shell.rates}
      aside={card && <p className="text-table text-ink-2">{describeVersion(card, timeZone, now)}</p>}
    >
      {card !== null ? (
        <>
          <RatesTable rates={card.rates} />
          <p className="mt-4 text-meta text-ink-3">{words.ratesFootnote}</p>
        </>
      ) : error !== null ? (
        <Failed text={words.ratesFailed} detail={describeProblem(error)} onRetry={retry} />
      ) : (
        <div aria-busy="true">
          {["a", "b", "c", "d", "e"].map((key) => (
            <div key={key} className="flex h-11 items-center border-b border-line">
              <span className="skeleton h-4 w-full" />
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}

function describeVersion(card: RateCard, timeZone: string, now: Date): string {
  const since = new Date(card.validFrom);
  // The seed card is valid from 1970, which is nobody's date.
  if (since.getUTCFullYear() < 2000) return words.ratesAlways(String(card.version));
  return words.ratesHint(String(card.version), formatDate(since, timeZone, now));
}
