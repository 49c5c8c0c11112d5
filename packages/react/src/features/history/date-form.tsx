import { type FormEvent, useId, useState } from "react";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { pageStrings } from "../../lib/page-strings.ts";
import { type Day, isDay } from "../../lib/zone-day.ts";

const words = pageStrings.history;

/** Since and until, applied together. */
export default function DateForm({
  since,
  until,
  onApply,
}: {
  since: Day | undefined;
  until: Day | undefined;
  onApply: (dates: { since: Day | undefined; until: Day | undefined }) => void;
}) {
  const [from, setFrom] = useState(since ?? "");
  const [to, setTo] = useState(until ?? "");
  const [error, setError] = useState<string | null>(null);
  const formId = useId();
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (from !== "" && to !== "" && from > to) return setError(pageStrings.usage.datesWrong);
    setError(null);
    onApply({ since: isDay(from) ? from : undefined, until: isDay(to) ? to : undefined });
  };
  return (
    <form id={formId} onSubmit={apply} noValidate className="mt-3 flex flex-wrap items-start gap-3">
      <TextField
        className="w-40 max-sm:flex-1"
        type="date"
        label={words.from}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        error={error}
      />
      <TextField
        className="w-40 max-sm:flex-1"
        type="date"
        label={words.to}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button type="submit" className="mt-6 max-sm:mt-0 max-sm:w-full">
        {words.apply}
      </Button>
    </form>
  );
}
