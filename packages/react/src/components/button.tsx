import type { ComponentProps } from "react";
import { classNames } from "../lib/class-names.ts";

type Kind = "primary" | "secondary" | "quiet" | "danger";
type Size = "small" | "medium" | "large";

/** Look of a button, for links and summaries that are drawn as one. */
export function buttonClass(kind: Kind = "secondary", size: Size = "medium"): string {
  return classNames(
    BASE,
    KINDS[kind],
    kind === "secondary" && (size === "small" ? "border-line" : "border-line-strong"),
    SIZES[size],
  );
}

/** A button that says when it is at work. While busy it keeps its width, its focus and its place, and takes no second press. */
export function Button({
  kind,
  size,
  isBusy = false,
  className,
  onClick,
  ...rest
}: ComponentProps<"button"> & { kind?: Kind; size?: Size; isBusy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClass(kind, size), isBusy && "opacity-60", className)}
    />
  );
}

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap transition-colors disabled:text-ink-3 disabled:border-line disabled:bg-transparent";

const KINDS: Record<Kind, string> = {
  primary: "bg-ink border-ink text-on-ink hover:bg-ink/88 active:bg-ink/80",
  secondary: "bg-surface hover:bg-hover active:bg-selected",
  quiet: "border-transparent hover:bg-hover active:bg-selected",
  danger: "border-line-strong text-bad hover:bg-bad-soft active:bg-bad-soft",
};

const SIZES: Record<Size, string> = {
  small: "h-7 px-2 text-meta max-sm:h-9 max-sm:px-3",
  medium: "h-9 px-3 text-table max-sm:h-11",
  large: "h-11 px-4 text-body",
};
