import type { SqlRunner } from "../connections/sql-runner.ts";
import type { MemberRole } from "./business-access.ts";

/** People of a business, owners first. */
export function listMembers(sql: SqlRunner, businessId: string): Promise<StoredMember[]> {
  return sql.query<StoredMember>("members", LIST, [businessId]);
}

/**
 * Holds everybody else who would change the members of this business until the transaction ends, so that two owners
 * cannot remove each other at once.
 */
export async function lockMembers(sql: SqlRunner, businessId: string): Promise<void> {
  await sql.query("lock_members", "select id from members where business_id = $1 order by id for update", [businessId]);
}

export async function updateMemberRole(
  sql: SqlRunner,
  change: { readonly businessId: string; readonly memberId: string; readonly role: MemberRole },
): Promise<void> {
  const statement = "update members set role = $3 where business_id = $1 and id = $2";
  await sql.query("update_member_role", statement, [change.businessId, change.memberId, change.role]);
}

export async function deleteMember(
  sql: SqlRunner,
  member: { readonly businessId: string; readonly memberId: string },
): Promise<void> {
  const statement = "delete from members where business_id = $1 and id = $2";
  await sql.query("delete_member", statement, [member.businessId, member.memberId]);
}

/** False when the person is a member already; their role then stays what it is. */
export async function insertMemberOnce(
  sql: SqlRunner,
  member: { readonly id: string; readonly businessId: string; readonly userId: string; readonly role: MemberRole },
): Promise<boolean> {
  const rows = await sql.query("insert_member_once", INSERT, [
    member.id,
    member.businessId,
    member.userId,
    member.role,
  ]);
  return rows.length === 1;
}

export type StoredMember = {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly createdAt: Date;
};

const LIST = `
select m.id, m.user_id as "userId", u.name, u.email, m.role, m.created_at as "createdAt"
from members m
join users u on u.id = m.user_id
where m.business_id = $1
order by array_position(array['owner', 'billing', 'member'], m.role), u.email`;

const INSERT = `
insert into members (id, business_id, user_id, role)
values ($1, $2, $3, $4)
on conflict (business_id, user_id) do nothing
returning id`;
