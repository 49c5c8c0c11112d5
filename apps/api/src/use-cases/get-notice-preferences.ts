import { NOTICE_KINDS, type NoticeKind } from "@farebox/billing-core";
import { listUnwantedKinds } from "@farebox/db/outbox";
import type { Deps } from "../deps.ts";

/** Which kinds of notices somebody wants by mail. Everything, until they say otherwise. */
export async function getNoticePreferences(
  { db }: Pick<Deps, "db">,
  person: { readonly businessId: string; readonly userId: string },
): Promise<readonly NoticePreference[]> {
  const unwanted = await listUnwantedKinds(db.service, person);
  return NOTICE_KINDS.map((kind) => ({ kind, email: !unwanted.includes(kind) }));
}

export type NoticePreference = { readonly kind: NoticeKind; readonly email: boolean };
