import { z } from "zod";
import { ROLES } from "../auth/caller.ts";
import { businessIdField, idField } from "../trpc/fields.ts";
import { ownerProcedure, ownerReviewProcedure, router, signedInProcedure } from "../trpc/procedures.ts";
import { acceptInvitation } from "../use-cases/accept-invitation.ts";
import { changeMemberRole } from "../use-cases/change-member-role.ts";
import { declineInvitation } from "../use-cases/decline-invitation.ts";
import { inviteMember } from "../use-cases/invite-member.ts";
import { listInvitations } from "../use-cases/list-invitations.ts";
import { listPeople } from "../use-cases/list-people.ts";
import { readInvitation } from "../use-cases/read-invitation.ts";
import { removeMember } from "../use-cases/remove-member.ts";
import { withdrawInvitation } from "../use-cases/withdraw-invitation.ts";
import { orThrow } from "./or-throw.ts";

const role = z.enum(ROLES);
const member = z.strictObject({
  id: z.guid(),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  createdAt: z.string(),
});
const invitation = z.strictObject({
  id: z.guid(),
  email: z.string(),
  role,
  createdAt: z.string(),
  expiresAt: z.string(),
});
const offer = z.strictObject({
  id: z.guid(),
  businessId: z.guid(),
  businessName: z.string(),
  role,
  invitedBy: z.string(),
  expiresAt: z.string(),
});

const ofBusiness = z.strictObject({ businessId: businessIdField });
const ofMember = ofBusiness.extend({ id: idField });
const ofInvitation = z.strictObject({ id: idField });
const tag = "Members";

export const membersRouter = router({
  list: ownerReviewProcedure
    .meta({ rest: { method: "GET", path: "/members", tag, summary: "People of the business" } })
    .input(ofBusiness.optional())
    .output(z.strictObject({ items: z.array(member), nextCursor: z.null() }))
    .query(({ ctx }) => listPeople(ctx.deps, ctx.businessId)),

  setRole: ownerReviewProcedure
    .meta({ rest: { method: "PUT", path: "/members/{id}", tag, summary: "Change what somebody may do" } })
    .input(ofMember.extend({ role }))
    .output(member)
    .mutation(async ({ ctx, input }) =>
      orThrow(await changeMemberRole(ctx.deps, { businessId: ctx.businessId, memberId: input.id, role: input.role })),
    ),

  remove: ownerReviewProcedure
    .meta({ rest: { method: "DELETE", path: "/members/{id}", tag, summary: "Take somebody out of the business" } })
    .input(ofMember)
    .output(z.strictObject({ removed: z.literal(true) }))
    .mutation(async ({ ctx, input }) =>
      orThrow(await removeMember(ctx.deps, { businessId: ctx.businessId, memberId: input.id })),
    ),

  invite: ownerProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/invitations",
        tag,
        summary: "Invite somebody by e-mail",
        description: "Withdraws an earlier invitation to the same address.",
      },
    })
    .input(ofBusiness.extend({ email: z.email().max(320), role }))
    .output(invitation)
    .mutation(async ({ ctx, input }) => {
      const { caller, businessId, deps } = ctx;
      deps.limits.countInvitation({ businessId, email: input.email });
      return orThrow(await inviteMember(deps, { caller, ...input, businessId }));
    }),

  invitations: ownerReviewProcedure
    .meta({ rest: { method: "GET", path: "/invitations", tag, summary: "Invitations that can still be accepted" } })
    .input(ofBusiness.optional())
    .output(z.strictObject({ items: z.array(invitation), nextCursor: z.null() }))
    .query(({ ctx }) => listInvitations(ctx.deps, ctx.businessId)),

  withdraw: ownerReviewProcedure
    .meta({ rest: { method: "DELETE", path: "/invitations/{id}", tag, summary: "Withdraw an invitation" } })
    .input(ofMember)
    .output(z.strictObject({ withdrawn: z.literal(true) }))
    .mutation(async ({ ctx, input }) =>
      orThrow(await withdrawInvitation(ctx.deps, { businessId: ctx.businessId, invitationId: input.id })),
    ),

  invitation: signedInProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/invitations/{id}",
        tag,
        summary: "An invitation to the address that is signed in",
      },
    })
    .input(ofInvitation)
    .output(offer)
    .query(async ({ ctx, input }) =>
      orThrow(await readInvitation(ctx.deps, { person: ctx.person, invitationId: input.id })),
    ),

  accept: signedInProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/invitations/{id}/accept",
        tag,
        summary: "Accept an invitation to one's own address",
      },
    })
    .input(ofInvitation)
    .output(z.strictObject({ businessId: z.guid(), role }))
    .mutation(async ({ ctx, input }) =>
      orThrow(await acceptInvitation(ctx.deps, { person: ctx.person, invitationId: input.id })),
    ),

  decline: signedInProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/invitations/{id}/decline",
        tag,
        summary: "Decline an invitation to one's own address",
      },
    })
    .input(ofInvitation)
    .output(z.strictObject({ declined: z.literal(true) }))
    .mutation(async ({ ctx, input }) =>
      orThrow(await declineInvitation(ctx.deps, { person: ctx.person, invitationId: input.id })),
    ),
});
