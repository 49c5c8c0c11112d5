import { asServiceInTransaction } from "@farebox/db";
import { listMembers, listOpenInvitations, lockMembers, replaceInvitation } from "@farebox/db/access";
import type { Key, Person, Role } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { MESSAGES } from "../mail/messages.ts";
import { newId } from "../new-id.ts";
import { showInvitation } from "./list-invitations.ts";
import { type Refusal, refuseFields } from "./refusal.ts";

const DAYS_VALID = 7;
const MOST_OPEN = 100;

/** Offers somebody a place in the business; the mail carries the only way to take it. */
export async function inviteMember(deps: Deps, offer: Offer) {
  const { businessId, role, caller } = offer;
  const email = offer.email.toLowerCase();
  const inviterId = caller.kind === "person" ? caller.userId : caller.keyId;
  const invitation = await asServiceInTransaction(deps.db.servicePool, async (sql) => {
    // One at a time, so that many at once cannot go beyond the most together.
    await lockMembers(sql, businessId);
    const members = await listMembers(sql, businessId);
    if (members.some((member) => member.email === email)) return wrongAddress("belongs to a member already");
    const others = (await listOpenInvitations(sql, businessId)).filter((open) => open.email !== email);
    if (others.length >= MOST_OPEN)
      return wrongAddress(`would be more than ${MOST_OPEN} open invitations; withdraw one`);
    return replaceInvitation(sql, { id: newId(), businessId, email, role, inviterId, daysValid: DAYS_VALID });
  });
  if ("outcome" in invitation) return invitation;
  const url = `${deps.env.publicUrl}/invitations/${invitation.id}`;
  await deps.mailer.post(email, MESSAGES.invitation({ businessName: invitation.businessName, role, url }));
  return showInvitation(invitation);
}

function wrongAddress(message: string): Refusal {
  return refuseFields([{ path: "email", message }]);
}

type Offer = {
  readonly caller: Person | Key;
  readonly businessId: string;
  readonly email: string;
  readonly role: Role;
};
