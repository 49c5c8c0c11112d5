import { asServiceInTransaction } from "@farebox/db";
import { deleteMember, listMembers, lockMembers } from "@farebox/db/access";
import type { Deps } from "../deps.ts";
import { ANOTHER_OWNER, isLastOwner } from "./is-last-owner.ts";
import { refuse } from "./refusal.ts";

/** Takes somebody out of a business. Keys they made stay: they belong to the business. */
export function removeMember(deps: Deps, removal: { businessId: string; memberId: string }) {
  const { businessId, memberId } = removal;
  return asServiceInTransaction(deps.db.servicePool, async (sql) => {
    await lockMembers(sql, businessId);
    const members = await listMembers(sql, businessId);
    const member = members.find(({ id }) => id === memberId);
    if (member === undefined) return refuse({ code: "not_found", what: "member" });
    if (isLastOwner(members, member)) return refuse(ANOTHER_OWNER);
    await deleteMember(sql, removal);
    return { removed: true as const };
  });
}
