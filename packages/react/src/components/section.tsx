import type { ReactNode } from "react";
import { classNames } from "../lib/class-names.ts";

/** A block of the page under its own heading. It can be jumped to, and focused by a shortcut. */
export function Section({
  id,
  title,
  aside,
  children,
  className,
}: {
  id: string;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      tabIndex={-1}
      className={classNames("scroll-mt-6 pt-12 focus:outline-none sm:pt-14", className)}
    >
      <div className="mb-4 flex min-h-8 flex-wrap items-end gap-x-4 gap-y-1">
        <h2 id={`${id}-title`} className="text-title font-semibold">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
