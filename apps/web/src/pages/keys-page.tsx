import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { KeysSection } from "../features/keys/keys-section.tsx";
import { OwnerPage } from "./owner-page.tsx";

/** `/dashboard/keys` */
export function KeysPage() {
  return (
    <OwnerPage title={pageStrings.settings.keysTitle} hint={pageStrings.settings.keysHint}>
      <KeysSection />
    </OwnerPage>
  );
}
