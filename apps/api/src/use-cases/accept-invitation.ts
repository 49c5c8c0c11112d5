import { asServiceInTransaction } from "@farebox/db";
import { insertMemberOnce, lockInvitation, readBusinessAccess, settleInvitation } from "@farebox/db/access";
import type { Person } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";
import { findOpen, NO_INVITATION } from "./open-invitation.ts";
import { refuse } from "./refusal.ts";

/** Makes somebody a member by an invitation to their own address. Accepted twice at once, it counts once. */
export function acceptInvitation(deps: Deps, answer: { person: Person; invitationId: string }) {
  const { person, invitationId } = answer;
  return asServiceInTransaction(deps.db.servicePool, async (sql) => {
    const invitation = findOpen(await lockInvitation(sql, invitationId), person);
    if (invitation === null) return refuse(NO_INVITATION);
    const { businessId, role } = invitation;
    const { userId } = person;
    const isNew = await insertMemberOnce(sql, { id: newId(), businessId, userId, role });
    await settleInvitation(sql, { businessId, id: invitationId, status: "accepted" });
    // Who was a member already stays what they were.
    const access = isNew ? null : await readBusinessAccess(sql, { businessId, userId });
    return { businessId, role: access?.role ?? role };
  });
}
