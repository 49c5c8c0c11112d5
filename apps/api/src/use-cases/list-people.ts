import { listMembers, type StoredMember } from "@farebox/db/access";
import type { Deps } from "../deps.ts";

/** People of a business, owners first. */
export async function listPeople(deps: Deps, businessId: string) {
  const members = await listMembers(deps.db.service, businessId);
  return { items: members.map(showMember), nextCursor: null };
}

export function showMember(member: StoredMember) {
  return { ...member, createdAt: member.createdAt.toISOString() };
}
