import { asServiceInTransaction } from "@farebox/db";
import { lockInvitation, settleInvitation } from "@farebox/db/access";
import type { Person } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { findOpen, NO_INVITATION } from "./open-invitation.ts";
import { refuse } from "./refusal.ts";

/** Says no to an invitation, for good. */
export function declineInvitation(deps: Deps, answer: { person: Person; invitationId: string }) {
  return asServiceInTransaction(deps.db.servicePool, async (sql) => {
    const invitation = findOpen(await lockInvitation(sql, answer.invitationId), answer.person);
    if (invitation === null) return refuse(NO_INVITATION);
    const { businessId, id } = invitation;
    await settleInvitation(sql, { businessId, id, status: "rejected" });
    return { declined: true as const };
  });
}
