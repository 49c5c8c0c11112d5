import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { MembersSection } from "../features/members/members-section.tsx";
import { OwnerPage } from "./owner-page.tsx";

/** `/dashboard/members` */
export function MembersPage() {
  return (
    <OwnerPage title={pageStrings.settings.membersTitle} hint={pageStrings.settings.membersHint}>
      <MembersSection />
    </OwnerPage>
  );
}
