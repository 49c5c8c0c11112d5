import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { useId } from "react";
import type { EventType } from "./use-webhook-endpoints.ts";

const words = pageStrings.webhooks;
const EVERY_TYPE = Object.keys(words.types) as readonly EventType[];

/** Every event (null), or some of them. */
export function EventChoice({
  chosen,
  error,
  onChange,
}: {
  chosen: readonly EventType[] | null;
  error: string | undefined;
  onChange: (chosen: readonly EventType[] | null) => void;
}) {
  const id = useId();
  return (
    <fieldset aria-describedby={error && `${id}-error`}>
      <legend className="mb-1 text-table font-medium">{words.events}</legend>
      <label className={CHOICE}>
        <input type="radio" name={id} checked={chosen === null} onChange={() => onChange(null)} className={TICK} />
        {words.everyEvent}
      </label>
      <label className={CHOICE}>
        <input type="radio" name={id} checked={chosen !== null} onChange={() => onChange([])} className={TICK} />
        {words.chosenEvents}
      </label>
      {chosen !== null && (
        <div className="ps-6">
          {EVERY_TYPE.map((type) => (
            <label key={type} className={CHOICE}>
              <input
                type="checkbox"
                className={TICK}
                checked={chosen.includes(type)}
                aria-invalid={error ? true : undefined}
                onChange={(event) =>
                  onChange(EVERY_TYPE.filter((one) => (one === type ? event.target.checked : chosen.includes(one))))
                }
              />
              <span className="min-w-0 flex-1">{words.types[type]}</span>
              <code className="font-mono text-meta text-ink-3 max-sm:hidden">{type}</code>
            </label>
          ))}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="text-meta text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}

const CHOICE = "flex min-h-8 items-center gap-2 text-table max-sm:min-h-11";
const TICK = "size-4 accent-ink";
