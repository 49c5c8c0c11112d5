import { type ExpiringGrant, expiringGrantKey, insertNotice, listExpiringGrants } from "@farebox/db/outbox";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";

/** How far ahead a business is told that tokens will expire. */
const DAYS_AHEAD = [14, 3] as const;

/** Tells of tokens that will expire, each once for each of the days, however often and by how many hosts this runs. Answers how many notices there are more. */
export async function tellExpiringGrants({ db }: Pick<Deps, "db">): Promise<number> {
  let told = 0;
  for (;;) {
    const expiring = await listExpiringGrants(db.service, { daysAhead: DAYS_AHEAD, limit: PAGE });
    for (const grant of expiring) if (await tell({ db }, grant)) told += 1;
    // What was told is listed no more.
    if (expiring.length < PAGE) return told;
  }
}

const PAGE = 500;

function tell({ db }: Pick<Deps, "db">, grant: ExpiringGrant): Promise<boolean> {
  const { businessId, grantId, source, expiresAt, daysAhead, remaining, now } = grant;
  return insertNotice(db.service, {
    businessId,
    notice: {
      id: newId(),
      dedupeKey: expiringGrantKey(grant),
      kind: "grant_expiring",
      payload: { grantId, source, expiresAt, daysAhead, remainingMicroTokens: Number(remaining) },
      channels: null,
      occurredAt: now,
    },
  });
}
