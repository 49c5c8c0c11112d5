import { Suspense, useId, useState } from "react";
import { laterPart } from "../../lib/lazy-part.ts";
import { strings } from "../../lib/strings.ts";
import { sayAssumptions, sayForecast } from "./forecast-words.ts";
import type { Balance } from "./use-balance.ts";
import { useForecast } from "./use-forecast.ts";

const BurnDownChart = laterPart(() => import("./burn-down-chart.tsx"));
const words = strings.balance.forecast;

/**
 * Until when the tokens last: a sentence, what it rests on, and a picture. Nothing of it moves the page when it comes. With
 * no tokens left there is no sentence: the picture shows how it came to that, and what will arrive.
 */
export function ForecastBlock({ grants, timeZone }: { grants: Balance["grants"]; timeZone: string }) {
  const { forecast, past, isFailed, retry } = useForecast();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (isFailed)
    return (
      <div className="min-h-40 pt-3 text-table text-ink-2">
        {words.failed}{" "}
        <button type="button" className="link" onClick={retry}>
          {strings.shell.retry}
        </button>
      </div>
    );
  // The business's own time: a forecast is minutes old at most, and a sandbox may live in another month.
  const now = forecast === null ? new Date() : new Date(forecast.asOf);
  const said = forecast === null ? null : sayForecast(forecast, { now, timeZone });
  return (
    <div className="min-h-40 pt-2">
      {forecast !== null && said !== null && (
        <p className="min-h-6 text-field">
          {said.text} {said.range !== null && <span className="whitespace-nowrap text-ink-3">({said.range})</span>}{" "}
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            className="link text-table"
            onClick={() => setOpen(!isOpen)}
          >
            {words.why}
          </button>
        </p>
      )}
      <ul id={id} hidden={!isOpen} className="mt-1 max-w-xl list-disc ps-4 text-table text-ink-2">
        {forecast !== null && isOpen && sayAssumptions(forecast, timeZone).map((text) => <li key={text}>{text}</li>)}
      </ul>
      {forecast !== null && past !== null && (
        <Suspense>
          <BurnDownChart
            past={past}
            forecast={forecast}
            grants={grants}
            now={now}
            timeZone={timeZone}
            label={words.chart(said === null ? "" : [said.text, said.range].filter((part) => part !== null).join(", "))}
          />
        </Suspense>
      )}
    </div>
  );
}
