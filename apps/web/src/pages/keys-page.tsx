import { KeysSection } from "../features/keys/keys-section.tsx";
import { pageStrings } from "../lib/page-strings.ts";
import { OwnerPage } from "./owner-page.tsx";

/** `/dashboard/keys` */
export function KeysPage() {
  return (
    <OwnerPage title={pageStrings.settings.keysTitle}>
      <KeysSection />
    </OwnerPage>
  );
}
