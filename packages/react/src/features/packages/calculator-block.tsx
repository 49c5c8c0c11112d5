import { useState } from "react";
import { CopyButton } from "../../components/copy-button.tsx";
import { TextField } from "../../components/field.tsx";
import { useBillingAddress } from "../../lib/billing-address.tsx";
import { formatCount } from "../../lib/format-number.ts";
import { sellingStrings } from "../../lib/selling-strings.ts";
import { CalculatorAnswer } from "./calculator-answer.tsx";
import {
  type CalculatorDraft,
  MOST,
  NUMBER_FIELDS,
  type NumberField,
  readDraft,
  readField,
  writeDraft,
} from "./calculator-draft.ts";
import { useCalculation } from "./use-calculation.ts";

const words = sellingStrings.calculator;

/** What a month of such days costs and how to buy it for least. What is typed stands in the address, to be sent to somebody. */
export default function CalculatorBlock({ id }: { id: string }) {
  const { search, change } = useBillingAddress();
  const draft = readDraft(search.calc ?? "");
  const calculation = useCalculation(draft);
  const set = (patch: Partial<CalculatorDraft>) => change({ calc: writeDraft({ ...draft, ...patch }) });
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="mb-6 grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] rounded-panel border border-line bg-surface max-lg:grid-cols-1"
    >
      <div className="p-6 max-sm:p-4">
        <div className="mb-4 flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <h3 id={`${id}-title`} className="font-semibold">
              {words.title}
            </h3>
            <p className="text-meta text-ink-3">{words.hint}</p>
          </div>
          <CopyButton text={window.location.href} what={words.link} />
        </div>
        <div className="grid grid-cols-2 gap-x-4 gap-y-3">
          {NUMBER_FIELDS.map((field) => (
            <DraftField key={field} field={field} value={draft[field]} onChange={(value) => set({ [field]: value })} />
          ))}
          <label className="flex min-h-9 items-center gap-2 self-end text-table">
            <input
              type="checkbox"
              className="size-4 accent-ink"
              checked={draft.isTranscribed}
              onChange={(event) => set({ isTranscribed: event.target.checked })}
            />
            {words.fields.transcription}
          </label>
        </div>
      </div>
      <CalculatorAnswer calculation={calculation} />
    </section>
  );
}

/** What is typed is text of its own: only a number that can be meant reaches the address. */
function DraftField({
  field,
  value,
  onChange,
}: {
  field: NumberField;
  value: number;
  onChange: (value: number) => void;
}) {
  const [text, setText] = useState(String(value));
  const read = readField(field, text);
  // The address moved by itself, as when somebody goes back: the field follows.
  if (read !== null && read !== value) setText(String(value));
  return (
    <TextField
      label={words.fields[field]}
      inputMode="decimal"
      value={text}
      error={read === null ? words.wrong("0", formatCount(MOST[field])) : null}
      onChange={(event) => {
        setText(event.target.value);
        const next = readField(field, event.target.value);
        if (next !== null) onChange(next);
      }}
    />
  );
}
