import { asServiceInTransaction } from "@farebox/db";
import { listMembers, lockMembers, updateMemberRole } from "@farebox/db/access";
import type { Role } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { ANOTHER_OWNER, isLastOwner } from "./is-last-owner.ts";
import { showMember } from "./list-people.ts";
import { refuse } from "./refusal.ts";

/** Gives a member another role; felt with their next request. */
export function changeMemberRole(deps: Deps, change: { businessId: string; memberId: string; role: Role }) {
  const { businessId, memberId, role } = change;
  return asServiceInTransaction(deps.db.servicePool, async (sql) => {
    await lockMembers(sql, businessId);
    const members = await listMembers(sql, businessId);
    const member = members.find(({ id }) => id === memberId);
    if (member === undefined) return refuse({ code: "not_found", what: "member" });
    if (role !== "owner" && isLastOwner(members, member)) return refuse(ANOTHER_OWNER);
    await updateMemberRole(sql, change);
    return showMember({ ...member, role });
  });
}
