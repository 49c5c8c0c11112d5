import { setMailPreference } from "@farebox/db/outbox";
import type { Deps } from "../deps.ts";
import type { NoticePreference } from "./get-notice-preferences.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Sets which kinds somebody wants by mail; kinds that are not named stay as they are. What is on its way is dropped, too. */
export async function setNoticePreferences(
  { db }: Pick<Deps, "db">,
  wanted: {
    readonly businessId: string;
    readonly userId: string;
    readonly preferences: readonly NoticePreference[];
  },
): Promise<{ readonly outcome: "saved" } | Refusal> {
  const { businessId, userId, preferences } = wanted;
  for (const email of [true, false]) {
    const kinds = preferences.filter((preference) => preference.email === email).map(({ kind }) => kind);
    const isMember = await setMailPreference(db.service, { businessId, userId, kinds, email });
    if (!isMember) return refuse({ code: "not_found", what: "member" });
  }
  return { outcome: "saved" };
}
