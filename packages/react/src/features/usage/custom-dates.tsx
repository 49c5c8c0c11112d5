import { type FormEvent, useId, useState } from "react";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { pageStrings } from "../../lib/page-strings.ts";
import { countDays, type Day, isDay } from "../../lib/zone-day.ts";
import { MOST_DAYS } from "./usage-range.ts";

const words = pageStrings.usage;

/** Two dates for the chart, both counted. */
export function CustomDates({
  first,
  last,
  today,
  onApply,
}: {
  first: Day;
  last: Day;
  today: Day;
  onApply: (dates: { from: Day; to: Day }) => void;
}) {
  const [from, setFrom] = useState(first);
  const [to, setTo] = useState(last);
  const [error, setError] = useState<string | null>(null);
  const formId = useId();
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const problem = checkDates(from, to);
    setError(problem);
    if (problem === null) onApply({ from, to });
  };
  return (
    <form
      id={formId}
      onSubmit={apply}
      noValidate
      className="flex flex-wrap items-start gap-3 border-b border-line py-3"
    >
      <TextField
        className="w-40 max-sm:flex-1"
        type="date"
        label={words.from}
        max={today}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        error={error}
      />
      <TextField
        className="w-40 max-sm:flex-1"
        type="date"
        label={words.to}
        max={today}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button type="submit" className="mt-6 max-sm:mt-0 max-sm:w-full">
        {words.apply}
      </Button>
    </form>
  );
}

function checkDates(from: string, to: string): string | null {
  if (!isDay(from) || !isDay(to)) return pageStrings.account.required;
  if (from > to) return words.datesWrong;
  return countDays(from, to) > MOST_DAYS ? words.datesTooLong : null;
}
