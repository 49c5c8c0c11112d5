import { settleInvitation } from "@farebox/db/access";
import type { Deps } from "../deps.ts";
import { NO_INVITATION } from "./open-invitation.ts";
import { refuse } from "./refusal.ts";

/** Takes an offer back before somebody accepts it. */
export async function withdrawInvitation(deps: Deps, which: { businessId: string; invitationId: string }) {
  const { businessId, invitationId: id } = which;
  const isWithdrawn = await settleInvitation(deps.db.service, { businessId, id, status: "canceled" });
  if (!isWithdrawn) return refuse(NO_INVITATION);
  return { withdrawn: true as const };
}
