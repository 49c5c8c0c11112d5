import { type ComponentProps, useId } from "react";
import { classNames } from "../lib/class-names.ts";

/** A labelled input with its hint and its error, tied together for assistive technology. */
export function TextField({
  label,
  hint,
  error,
  className,
  ...rest
}: ComponentProps<"input"> & { label: string; hint?: string | undefined; error?: string | null | undefined }) {
  const id = useId();
  const described = describedBy(id, { hint, error });
  return (
    <div className={classNames("grid gap-1", className)}>
      <label htmlFor={id} className="text-table font-medium">
        {label}
      </label>
      <input
        id={id}
        className={fieldClass}
        aria-invalid={error ? true : undefined}
        aria-describedby={described}
        {...rest}
      />
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

/** A labelled native select: on every device the list people know. */
export function SelectField({
  label,
  hint,
  error,
  className,
  children,
  ...rest
}: ComponentProps<"select"> & { label: string; hint?: string; error?: string | null }) {
  const id = useId();
  return (
    <div className={classNames("grid gap-1", className)}>
      <label htmlFor={id} className="text-table font-medium">
        {label}
      </label>
      <select id={id} className={fieldClass} aria-describedby={describedBy(id, { hint, error })} {...rest}>
        {children}
      </select>
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

/** Sixteen pixels where fingers type: smaller text makes phones zoom in. */
const fieldClass =
  "h-11 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 text-field aria-invalid:border-bad sm:h-9 sm:text-body";

function FieldNotes({ id, hint, error }: { id: string; hint: string | undefined; error: string | null | undefined }) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-meta text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-meta text-bad">
          {error}
        </p>
      )}
    </>
  );
}

function describedBy(id: string, { hint, error }: { hint: string | undefined; error: string | null | undefined }) {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
}
