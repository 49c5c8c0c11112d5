import { ChevronDown, X } from "lucide-react";
import { Icon } from "../../components/icon.tsx";
import { classNames } from "../../lib/class-names.ts";
import { pageStrings } from "../../lib/page-strings.ts";

/** A filter as a chip: a native list while it is open to all, its value with a cross once it is set. */
export function ChipSelect<Value extends string>({
  label,
  anyLabel,
  value,
  options,
  onChange,
}: {
  label: string;
  anyLabel: string;
  value: Value | undefined;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
}) {
  const isSet = value !== undefined;
  const shown =
    isSet && !options.some((option) => option.value === value) ? [...options, { value, label: value }] : options;
  return (
    <span className={chipClass}>
      <select
        aria-label={label}
        value={value ?? ""}
        onChange={(event) => onChange((event.target.value || undefined) as Value | undefined)}
        className={classNames(
          "h-full max-w-44 cursor-pointer [field-sizing:content] appearance-none truncate rounded-full bg-transparent ps-3 pe-8 text-meta outline-none [&>option]:bg-surface [&>option]:text-ink",
          isSet && "font-medium",
        )}
      >
        <option value="">{anyLabel}</option>
        {shown.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {isSet ? (
        <ChipRemove
          name={shown.find((option) => option.value === value)?.label ?? value}
          onRemove={() => onChange(undefined)}
        />
      ) : (
        <Icon of={ChevronDown} size={14} className="pointer-events-none absolute inset-e-2.5" />
      )}
    </span>
  );
}

/** A filter whose value is written in a form below the filters: the chip says it, and opens the form. */
export function ChipButton({
  name,
  isSet,
  isOpen,
  onOpen,
  onClear,
}: {
  name: string;
  isSet: boolean;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  onClear: () => void;
}) {
  return (
    <span className={chipClass}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onOpen(!isOpen)}
        className="h-full rounded-full ps-3 pe-8 text-meta outline-none"
      >
        <span className={isSet ? "font-medium" : undefined}>{name}</span>
      </button>
      {isSet ? (
        <ChipRemove name={name} onRemove={onClear} />
      ) : (
        <Icon of={ChevronDown} size={14} className="pointer-events-none absolute inset-e-2.5" />
      )}
    </span>
  );
}

function ChipRemove({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      aria-label={pageStrings.history.remove(name)}
      onClick={onRemove}
      className="absolute inset-e-0.5 grid size-6 place-items-center rounded-full hover:bg-hover"
    >
      <Icon of={X} size={14} />
    </button>
  );
}

const chipClass =
  "relative inline-flex h-7 items-center rounded-full border border-line-strong bg-surface hover:bg-hover focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-signal max-sm:h-9";
