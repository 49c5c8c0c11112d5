import type { Key, Person } from "../auth/caller.ts";

/** Who asked, for our books, and where a receipt of theirs goes. */
export function nameOfCaller(caller: Person | Key): { readonly requestedBy: string; readonly email: string | null } {
  if (caller.kind === "key") return { requestedBy: `key:${caller.keyId}`, email: null };
  return { requestedBy: caller.userId, email: caller.email };
}
