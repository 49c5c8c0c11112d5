import type { StoredInvitation } from "@farebox/db/access";
import type { Person } from "../auth/caller.ts";

/**
 * The invitation if this person may still answer it. Used, withdrawn, expired, somebody else's and unknown ones are all
 * null: the link tells nothing to whom it was not sent.
 */
export function findOpen(invitation: StoredInvitation | null, person: Person): StoredInvitation | null {
  const isTheirs = invitation !== null && invitation.email === person.email.toLowerCase();
  return isTheirs && invitation.status === "pending" && !invitation.isExpired ? invitation : null;
}

export const NO_INVITATION = { code: "not_found", what: "invitation" } as const;
