import { type ReactNode, type RefObject, useId } from "react";

/** A line to agree to before money moves. Never ticked beforehand. */
export function Consent({
  box,
  isTicked,
  problem,
  onChange,
  children,
}: {
  box: RefObject<HTMLInputElement | null>;
  isTicked: boolean;
  problem: string | null;
  onChange: (isTicked: boolean) => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="mt-4">
      <label className="flex min-h-8 items-start gap-3 text-table max-sm:min-h-11">
        <input
          ref={box}
          type="checkbox"
          className="mt-0.5 size-4 shrink-0 accent-ink"
          checked={isTicked}
          aria-invalid={problem !== null || undefined}
          aria-describedby={problem === null ? undefined : id}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{children}</span>
      </label>
      {problem !== null && (
        <p id={id} role="alert" className="text-meta text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
