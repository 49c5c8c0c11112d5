import { strings } from "../../lib/strings.ts";

const HEIGHTS = [44, 58, 61, 70, 66, 28, 20, 52, 64, 72, 69, 75, 30, 22, 56, 62];

/** The chart while it is awaited, in its own measures. */
export function ChartSkeleton() {
  return (
    <div aria-busy="true" className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] max-lg:grid-cols-1">
      <p className="sr-only">{strings.shell.loading}</p>
      <div className="pe-8 max-lg:pe-0">
        <span className="skeleton mb-4 h-6 w-48" />
        <div className="flex h-[276px] items-end gap-2 ps-10 pb-7 max-sm:h-[216px]">
          {HEIGHTS.map((height, index) => (
            <span key={`${index}-${height}`} className="skeleton min-w-0 flex-1" style={{ height: `${height}%` }} />
          ))}
        </div>
      </div>
      <div className="border-s border-line ps-6 max-lg:border-s-0 max-lg:ps-0">
        {["a", "b", "c", "d", "e"].map((key) => (
          <div key={key} className="flex h-12 items-center border-b border-line">
            <span className="skeleton h-4 w-full" />
          </div>
        ))}
      </div>
    </div>
  );
}
