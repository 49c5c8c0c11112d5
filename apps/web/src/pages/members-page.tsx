import { MembersSection } from "../features/members/members-section.tsx";
import { pageStrings } from "../lib/page-strings.ts";
import { OwnerPage } from "./owner-page.tsx";

/** `/dashboard/members` */
export function MembersPage() {
  return (
    <OwnerPage title={pageStrings.settings.membersTitle} hint={pageStrings.settings.membersHint}>
      <MembersSection />
    </OwnerPage>
  );
}
