import { asServiceInTransaction } from "@farebox/db";
import { listMembers, listOpenInvitations, lockMembers, replaceInvitation } from "@farebox/db/access";
import type { Key, Person, Role } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { MESSAGES } from "../mail/messages.ts";
import { newId } from "../new-id.ts";
import { showInvitation } from "./list-invitations.ts";
import { readMailLanguage } from "./mail-language.ts";
import { type Refusal, refuseFields, type WrongField } from "./refusal.ts";

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
    if (members.some((member) => member.email === email))
      return wrongAddress({ code: "already_member", message: "belongs to a member already" });
    const others = (await listOpenInvitations(sql, businessId)).filter((open) => open.email !== email);
    if (others.length >= MOST_OPEN) {
      const message = `would be more than ${MOST_OPEN} open invitations; withdraw one`;
      return wrongAddress({ code: "too_many", params: { most: MOST_OPEN }, message });
    }
    return replaceInvitation(sql, { id: newId(), businessId, email, role, inviterId, daysValid: DAYS_VALID });
  });
  if ("outcome" in invitation) return invitation;
  const url = `${deps.env.publicUrl}/invitations/${invitation.id}`;
  const language = await readMailLanguage(deps, { email, inviterId });
  const offered = { businessName: invitation.businessName, role, url };
  await deps.mailer.post(email, MESSAGES.invitation(offered, language));
  return showInvitation(invitation);
}

function wrongAddress(problem: Omit<WrongField, "path">): Refusal {
  return refuseFields([{ path: "email", ...problem }]);
}

type Offer = {
  readonly caller: Person | Key;
  readonly businessId: string;
  readonly email: string;
  readonly role: Role;
};
