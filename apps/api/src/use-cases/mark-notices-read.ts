import { countUnread, markNoticesRead as markRows } from "@farebox/db/outbox";
import type { Deps } from "../deps.ts";

/** Notes what somebody has read, and says how much is left. Somebody who is no member, as an operator may be, leaves no trace. */
export async function markNoticesRead(
  { db }: Pick<Deps, "db">,
  read: { readonly businessId: string; readonly userId: string; readonly ids: readonly string[] | null },
): Promise<{ readonly unread: number }> {
  await markRows(db.service, read);
  return { unread: await countUnread(db.service, read) };
}
