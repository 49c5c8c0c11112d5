import { listOpenInvitations, type StoredInvitation } from "@farebox/db/access";
import type { Deps } from "../deps.ts";

/** Invitations of a business that can still be accepted, newest first. */
export async function listInvitations(deps: Deps, businessId: string) {
  const invitations = await listOpenInvitations(deps.db.service, businessId);
  return { items: invitations.map(showInvitation), nextCursor: null };
}

export function showInvitation(invitation: StoredInvitation) {
  const { id, email, role } = invitation;
  return {
    id,
    email,
    role,
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
  };
}
