import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { WebhooksSection } from "../features/webhooks/webhooks-section.tsx";
import { OwnerPage } from "./owner-page.tsx";

/** `/dashboard/webhooks` */
export function WebhooksPage() {
  return (
    <OwnerPage title={pageStrings.webhooks.title} hint={pageStrings.webhooks.hint}>
      <WebhooksSection />
    </OwnerPage>
  );
}
