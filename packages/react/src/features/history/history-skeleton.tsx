import { strings } from "../../lib/strings.ts";

/** The history while it is awaited: rows of their exact height. */
export function HistorySkeleton() {
  return (
    <div aria-busy="true" className="pt-8 max-sm:pt-0">
      <p className="sr-only">{strings.shell.loading}</p>
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
        <div key={key} className="flex h-11 items-center gap-6 border-b border-line px-2 max-sm:h-[57px] max-sm:px-0">
          <span className="skeleton h-3.5 w-10" />
          <span className="skeleton size-4" />
          <span className="skeleton h-3.5 w-44" />
          <span className="skeleton ms-auto h-3.5 w-16" />
        </div>
      ))}
    </div>
  );
}
