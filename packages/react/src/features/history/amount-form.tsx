import { type FormEvent, useState } from "react";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { pageStrings } from "../../lib/page-strings.ts";
import { readNumber, writeNumber } from "../../lib/read-number.ts";
import type { Amounts } from "./name-amounts.ts";

const words = pageStrings.history;
const MOST_TOKENS = 8_000_000_000;

/** At least and at most so many tokens, whichever way they went; applied together. */
export default function AmountForm({ least, most, onApply }: Amounts & { onApply: (amounts: Amounts) => void }) {
  const [from, setFrom] = useState(least === undefined ? "" : writeNumber(least));
  const [to, setTo] = useState(most === undefined ? "" : writeNumber(most));
  const [errors, setErrors] = useState<{ from?: string; to?: string }>({});
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const wrong = { ...(isWrong(from) && { from: words.amountWrong }), ...(isWrong(to) && { to: words.amountWrong }) };
    const amounts = { least: readNumber(from) ?? undefined, most: readNumber(to) ?? undefined };
    const isBackwards = amounts.least !== undefined && amounts.most !== undefined && amounts.most < amounts.least;
    if (isBackwards && wrong.from === undefined && wrong.to === undefined) wrong.to = words.amountsBackwards;
    setErrors(wrong);
    if (wrong.from === undefined && wrong.to === undefined) onApply(amounts);
  };
  return (
    <form onSubmit={apply} noValidate className="mt-3 flex flex-wrap items-start gap-3">
      <TextField
        className="w-40 max-sm:flex-1"
        label={words.leastTokens}
        inputMode="decimal"
        autoComplete="off"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        error={errors.from}
      />
      <TextField
        className="w-40 max-sm:flex-1"
        label={words.mostTokens}
        inputMode="decimal"
        autoComplete="off"
        value={to}
        onChange={(event) => setTo(event.target.value)}
        error={errors.to}
      />
      <Button type="submit" className="mt-6 max-sm:mt-0 max-sm:w-full">
        {words.apply}
      </Button>
    </form>
  );
}

/** Nothing at all is right: it does not filter. */
function isWrong(text: string): boolean {
  if (text.trim() === "") return false;
  const tokens = readNumber(text);
  return tokens === null || tokens < 0 || tokens > MOST_TOKENS || Math.round(tokens * 1e6) / 1e6 !== tokens;
}
