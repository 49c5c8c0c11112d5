import type { StoredMember } from "@farebox/db/access";

/** Whether the business would be without an owner: nobody could let anybody in again. The members must be locked. */
export function isLastOwner(members: readonly StoredMember[], leaving: StoredMember): boolean {
  return leaving.role === "owner" && !members.some((member) => member.role === "owner" && member.id !== leaving.id);
}

export const ANOTHER_OWNER = { code: "forbidden", required: "another owner" } as const;
