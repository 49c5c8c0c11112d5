import { asServiceInTransaction } from "@farebox/db";
import { listMembers, replaceInvitation } from "@farebox/db/access";
import type { Key, Person, Role } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { MESSAGES } from "../mail/messages.ts";
import { newId } from "../new-id.ts";
import { showInvitation } from "./list-invitations.ts";
import { refuseFields } from "./refusal.ts";

const DAYS_VALID = 7;

/** Offers somebody a place in the business; the mail carries the only way to take it. */
export async function inviteMember(deps: Deps, offer: Offer) {
  const { businessId, role, caller } = offer;
  const email = offer.email.toLowerCase();
  const invitation = await asServiceInTransaction(deps.db.servicePool, async (sql) => {
    const members = await listMembers(sql, businessId);
    if (members.some((member) => member.email === email)) return null;
    const inviterId = caller.kind === "person" ? caller.userId : caller.keyId;
    return replaceInvitation(sql, { id: newId(), businessId, email, role, inviterId, daysValid: DAYS_VALID });
  });
  if (invitation === null) return refuseFields([{ path: "email", message: "belongs to a member already" }]);
  const url = `${deps.env.publicUrl}/invitations/${invitation.id}`;
  await deps.mailer.send(MESSAGES.invitation(email, { businessName: invitation.businessName, role, url }));
  return showInvitation(invitation);
}

type Offer = {
  readonly caller: Person | Key;
  readonly businessId: string;
  readonly email: string;
  readonly role: Role;
};
