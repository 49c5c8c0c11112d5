import { KeysSection } from "../features/keys/keys-section.tsx";
import { strings } from "../lib/strings.ts";
import { OwnerPage } from "./owner-page.tsx";

/** `/dashboard/keys` */
export function KeysPage() {
  return (
    <OwnerPage title={strings.settings.keysTitle}>
      <KeysSection />
    </OwnerPage>
  );
}
