import { readInvitation as readStored } from "@farebox/db/access";
import type { Person } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { findOpen, NO_INVITATION } from "./open-invitation.ts";
import { refuse } from "./refusal.ts";

/** What somebody is invited to, before they answer. */
export async function readInvitation(deps: Deps, asked: { person: Person; invitationId: string }) {
  const invitation = findOpen(await readStored(deps.db.service, asked.invitationId), asked.person);
  if (invitation === null) return refuse(NO_INVITATION);
  const { id, businessId, businessName, role, invitedBy, expiresAt } = invitation;
  return { id, businessId, businessName, role, invitedBy, expiresAt: expiresAt.toISOString() };
}
