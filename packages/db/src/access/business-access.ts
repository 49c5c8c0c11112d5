import type { SqlRunner } from "../connections/sql-runner.ts";

/** What a caller may know before it is let in: whether the business exists, and what the person is in it. Null: no such business. */
export async function readBusinessAccess(
  sql: SqlRunner,
  asked: { readonly businessId: string; readonly userId: string | null },
): Promise<BusinessAccess | null> {
  const rows = await sql.query<BusinessAccess>("business_access", BUSINESS_ACCESS, [asked.businessId, asked.userId]);
  return rows[0] ?? null;
}

export type MemberRole = "owner" | "billing" | "member";

export type BusinessAccess = {
  readonly role: MemberRole | null;
  readonly suspendedAt: Date | null;
  readonly suspendedReason: string | null;
};

const BUSINESS_ACCESS = `
select m.role as "role", b.suspended_at as "suspendedAt", b.suspended_reason as "suspendedReason"
from businesses b
left join members m on m.business_id = b.id and m.user_id = $2
where b.id = $1::uuid`;

/** A person's businesses, by name. */
export function readMemberships(sql: SqlRunner, userId: string): Promise<Membership[]> {
  return sql.query<Membership>("memberships", MEMBERSHIPS, [userId]);
}

export type Membership = {
  readonly businessId: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly timeZone: string;
  readonly suspendedAt: Date | null;
};

const MEMBERSHIPS = `
select b.id as "businessId", b.name, m.role, b.time_zone as "timeZone", b.suspended_at as "suspendedAt"
from members m
join businesses b on b.id = m.business_id
where m.user_id = $1
order by b.name, b.id`;
