import { strings } from "../../lib/strings.ts";

/** The balance while it is awaited: the same heights, so that nothing moves when it comes. */
export function BalanceSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only">{strings.shell.loading}</p>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,1fr)] max-lg:grid-cols-1">
        <div className="px-8 py-6 max-sm:px-4 max-sm:py-5">
          <p className="text-table leading-7 font-medium text-ink-2">{strings.balance.available}</p>
          <span className="skeleton my-1 h-9 w-44" />
          <span className="skeleton mt-2 h-4 w-72 max-w-full" />
          <div className="mt-14 grid grid-cols-3 gap-4 border-t border-line pt-4">
            {["a", "b", "c"].map((key) => (
              <span key={key} className="skeleton h-9 w-24 max-w-full" />
            ))}
          </div>
        </div>
        <div className="border-s border-line p-6 max-lg:hidden">
          <p className="text-table leading-7 font-medium text-ink-2">{strings.balance.nextUp}</p>
          <span className="skeleton mt-3 h-4 w-40" />
          <span className="skeleton mt-2 h-3 w-56 max-w-full" />
        </div>
      </div>
      <div className="border-t border-line px-8 pt-5 pb-2 max-sm:px-4">
        <p className="font-semibold">{strings.balance.comesFrom}</p>
        <span className="skeleton mt-3 mb-1 h-2 w-full" />
        <span className="skeleton my-2.5 h-4 w-full" />
        <span className="skeleton my-2.5 h-4 w-full" />
      </div>
    </div>
  );
}
