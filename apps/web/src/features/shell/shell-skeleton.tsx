import { strings } from "@farebox/react/lib/strings.ts";

/** The dashboard before it is known who is signed in. */
export function ShellSkeleton() {
  return (
    <div aria-busy="true" className="mx-auto w-full max-w-[1168px] px-6 max-sm:px-4">
      <p className="sr-only">{strings.shell.loading}</p>
      <div className="flex h-14 items-center border-b border-line max-sm:h-28">
        <span className="skeleton h-4 w-40" />
      </div>
      <div className="pt-8 pb-6">
        <span className="skeleton h-8 w-28" />
      </div>
      <span className="skeleton h-[460px] w-full rounded-panel" />
    </div>
  );
}
