import type { Role } from "@farebox/react/lib/business.ts";
import { pageStrings } from "@farebox/react/lib/page-strings.ts";

const NOTICES = { to: "/dashboard/notices", title: pageStrings.notices.title } as const;
const OF_OWNERS = [
  { to: "/dashboard/keys", title: pageStrings.settings.keysTitle },
  { to: "/dashboard/members", title: pageStrings.settings.membersTitle },
  { to: "/dashboard/webhooks", title: pageStrings.webhooks.title },
] as const;

export type SettingsPage = typeof NOTICES | (typeof OF_OWNERS)[number];

/** The settings that somebody can open, by their role. */
export function listSettingsPages(role: Role): readonly SettingsPage[] {
  return role === "owner" ? [...OF_OWNERS, NOTICES] : [NOTICES];
}
