import { strings } from "../lib/strings.ts";

/** Rows of a small table while they are awaited. */
export function RowsSkeleton({ count = 3 }: { count?: number }) {
  return (
    <div aria-busy="true">
      <p className="sr-only">{strings.shell.loading}</p>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex h-11 items-center border-b border-line">
          <span className="skeleton h-4 w-full" />
        </div>
      ))}
    </div>
  );
}
