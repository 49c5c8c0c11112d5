import { Empty } from "@farebox/react/components/empty.tsx";
import { useBusiness } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import type { ReactNode } from "react";
import { SettingsPage } from "./settings-page.tsx";

/** A page for owners; others are told who can see it. */
export function OwnerPage({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  const { role } = useBusiness();
  return (
    <SettingsPage title={title} hint={hint}>
      {role === "owner" ? (
        children
      ) : (
        <Empty title={pageStrings.settings.ownersOnly} hint={pageStrings.settings.ownersOnlyHint} />
      )}
    </SettingsPage>
  );
}
