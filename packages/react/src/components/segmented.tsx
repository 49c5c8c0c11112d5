import { useId } from "react";
import { classNames } from "../lib/class-names.ts";

/** One choice of a few, always visible. Radio buttons underneath: arrow keys and names come from the browser. */
export function Segmented<Value extends string>({
  label,
  isLabelShown = false,
  options,
  value,
  onChange,
  className,
}: {
  label: string;
  isLabelShown?: boolean;
  options: readonly { value: Value; label: string; spoken?: string; isDisabled?: boolean }[];
  value: Value | null;
  onChange: (value: Value) => void;
  className?: string;
}) {
  const name = useId();
  return (
    <fieldset className={classNames("flex min-w-0 items-center gap-2 max-sm:w-full", className)}>
      <legend className="sr-only">{label}</legend>
      {isLabelShown && (
        <span aria-hidden="true" className="text-meta text-ink-3 max-sm:w-9">
          {label}
        </span>
      )}
      <div className="segmented flex rounded-control border border-line bg-surface max-sm:flex-1">
        {options.map((option) => (
          <label key={option.value} className="relative flex max-sm:flex-1 [&+label]:border-s [&+label]:border-line">
            <input
              type="radio"
              name={name}
              className="peer pointer-events-none absolute inset-0 m-0 opacity-0"
              checked={option.value === value}
              disabled={option.isDisabled}
              aria-label={option.spoken}
              onChange={() => onChange(option.value)}
            />
            <span className={SEGMENT}>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const SEGMENT =
  "flex h-[26px] w-full items-center justify-center px-2 text-meta whitespace-nowrap text-ink-2 transition-colors max-sm:h-[34px] max-sm:px-1 " +
  "peer-hover:bg-hover peer-checked:bg-selected peer-checked:font-semibold peer-checked:text-ink peer-checked:shadow-[inset_0_-2px_0_var(--ink)] " +
  "peer-disabled:text-ink-3 peer-disabled:opacity-50 peer-disabled:bg-transparent " +
  "peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-signal peer-focus-visible:rounded-control";
