import "./switch.css";
import type { ReactNode, RefObject } from "react";

/** On or off, by one press. It is a checkbox to the browser, and a switch to everybody else. */
export function Switch({
  box,
  label,
  isOn,
  isDisabled,
  onChange,
  children,
}: {
  box: RefObject<HTMLInputElement | null>;
  /** What is switched. */
  label: string;
  isOn: boolean;
  isDisabled: boolean;
  onChange: (isOn: boolean) => void;
  /** Its state in words, beside it. */
  children: ReactNode;
}) {
  return (
    <label className="flex min-h-8 items-center gap-3 font-semibold max-sm:min-h-11">
      <input
        ref={box}
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        aria-label={label}
        className="switch"
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span aria-hidden="true">{children}</span>
    </label>
  );
}
