import type { SqlRunner } from "../connections/sql-runner.ts";
import type { MemberRole } from "./business-access.ts";

/** Invitations of a business that can still be accepted, newest first. */
export function listOpenInvitations(sql: SqlRunner, businessId: string): Promise<StoredInvitation[]> {
  const statement = `${SELECT} where i.business_id = $1 and i.status = 'pending' and i.expires_at > now() order by i.created_at desc, i.id`;
  return sql.query<StoredInvitation>("open_invitations", statement, [businessId]);
}

/** Any invitation by its id, whatever became of it. */
export async function readInvitation(sql: SqlRunner, invitationId: string): Promise<StoredInvitation | null> {
  const rows = await sql.query<StoredInvitation>("invitation_by_id", `${SELECT} where i.id = $1`, [invitationId]);
  return rows[0] ?? null;
}

/** The same, locked until the transaction ends: two acceptances are one. */
export async function lockInvitation(sql: SqlRunner, invitationId: string): Promise<StoredInvitation | null> {
  const rows = await sql.query<StoredInvitation>("lock_invitation", `${SELECT} where i.id = $1 for update of i`, [
    invitationId,
  ]);
  return rows[0] ?? null;
}

/** Makes an invitation and withdraws earlier ones to the same address. */
export async function replaceInvitation(sql: SqlRunner, invitation: NewInvitation): Promise<StoredInvitation> {
  const { id, businessId, email, role, inviterId, daysValid } = invitation;
  await sql.query("cancel_earlier_invitations", CANCEL_EARLIER, [businessId, email]);
  await sql.query("insert_invitation", INSERT, [id, businessId, email, role, inviterId, daysValid]);
  const rows = await sql.query<StoredInvitation>("invitation", `${SELECT} where i.business_id = $1 and i.id = $2`, [
    businessId,
    id,
  ]);
  if (rows[0] === undefined) throw new Error("an invitation vanished in its own transaction");
  return rows[0];
}

export async function settleInvitation(
  sql: SqlRunner,
  invitation: {
    readonly businessId: string;
    readonly id: string;
    readonly status: "accepted" | "rejected" | "canceled";
  },
): Promise<boolean> {
  const rows = await sql.query("settle_invitation", SETTLE, [invitation.businessId, invitation.id, invitation.status]);
  return rows.length === 1;
}

export type StoredInvitation = {
  readonly id: string;
  readonly businessId: string;
  readonly businessName: string;
  readonly email: string;
  readonly role: MemberRole;
  /** Name, or address, of who made it; empty when that person is gone. */
  readonly invitedBy: string;
  readonly status: "pending" | "accepted" | "rejected" | "canceled";
  readonly expiresAt: Date;
  readonly isExpired: boolean;
  readonly createdAt: Date;
};

export type NewInvitation = Pick<StoredInvitation, "id" | "businessId" | "email" | "role"> & {
  readonly inviterId: string;
  readonly daysValid: number;
};

const SELECT = `
select i.id, i.business_id as "businessId", b.name as "businessName", i.email, i.role, i.status,
  coalesce(nullif(u.name, ''), u.email, '') as "invitedBy", i.expires_at as "expiresAt", i.expires_at <= now() as "isExpired", i.created_at as "createdAt"
from invitations i
join businesses b on b.id = i.business_id
left join users u on u.id = i.inviter_id`;

const CANCEL_EARLIER = `
update invitations
set status = 'canceled'
where business_id = $1
  and email = $2
  and status = 'pending'`;

const INSERT = `
insert into invitations (id, business_id, email, role, inviter_id, expires_at)
values ($1, $2, $3, $4, $5, now() + make_interval(days => $6::int))`;

const SETTLE = `
update invitations
set status = $3
where business_id = $1
  and id = $2
  and status = 'pending'
returning id`;
