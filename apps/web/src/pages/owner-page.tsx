import { Empty } from "@farebox/react/components/empty.tsx";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import type { ReactNode } from "react";
import { useTitle } from "../lib/use-title.ts";

/** A page for owners; others are told who can see it. */
export function OwnerPage({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const { role } = useBusiness();
  useTitle(title);
  return (
    <>
      <div className="pt-8 pb-6 max-sm:pt-6">
        <h1 className="text-page font-semibold max-sm:text-[24px]">{title}</h1>
        {hint && <p className="mt-1 text-table text-ink-2">{hint}</p>}
      </div>
      {role === "owner" ? (
        children
      ) : (
        <Empty title={pageStrings.settings.ownersOnly} hint={pageStrings.settings.ownersOnlyHint} />
      )}
    </>
  );
}
