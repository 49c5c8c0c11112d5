import { MembersSection } from "../features/members/members-section.tsx";
import { strings } from "../lib/strings.ts";
import { OwnerPage } from "./owner-page.tsx";

/** `/dashboard/members` */
export function MembersPage() {
  return (
    <OwnerPage title={strings.settings.membersTitle} hint={strings.settings.membersHint}>
      <MembersSection />
    </OwnerPage>
  );
}
