import { pageStrings } from "@farebox/react/lib/page-strings.ts";
import { LanguageField } from "../features/notices/language-field.tsx";
import { MailPreferences } from "../features/notices/mail-preferences.tsx";
import { NoticesSection } from "../features/notices/notices-section.tsx";
import { useFrame } from "../lib/frame.ts";
import { SettingsPage } from "./settings-page.tsx";

/** `/dashboard/notices` */
export function NoticesPage() {
  const { isViewing } = useFrame();
  return (
    <SettingsPage title={pageStrings.notices.title} hint={pageStrings.notices.hint}>
      <NoticesSection isReadOnly={isViewing} />
      {!isViewing && <MailPreferences />}
      {!isViewing && <LanguageField />}
    </SettingsPage>
  );
}
