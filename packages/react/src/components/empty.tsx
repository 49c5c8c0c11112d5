import type { ReactNode } from "react";

/** Nothing here yet, and what to expect next. */
export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-1 border-y border-line py-6">
      <p className="font-semibold">{title}</p>
      {hint && <p className="max-w-sm text-table text-ink-2">{hint}</p>}
      {children && <div className="mt-3">{children}</div>}
    </div>
  );
}
