import type { Instant, NoticePayloads } from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import { insertNotice } from "@farebox/db/outbox";
import { newId } from "../new-id.ts";

/** Tells that automatic top-up waits or went off. `cause` names why it is this time and not another, so that it is told once. */
export async function tellTopUpPaused(
  sql: SqlRunner,
  { businessId, cause, now, ...paused }: TopUpPaused,
): Promise<boolean> {
  return insertNotice(sql, {
    businessId,
    notice: {
      id: newId(),
      dedupeKey: `top_up_paused:${cause}`,
      kind: "top_up_paused",
      payload: { ...paused },
      channels: null,
      occurredAt: now,
    },
  });
}

type TopUpPaused = NoticePayloads["top_up_paused"] & {
  readonly businessId: string;
  readonly cause: string;
  readonly now: Instant;
};

/** What a declined charge asks of a person. */
export function whyDeclined(declineCode: string | null): NoticePayloads["top_up_paused"]["reason"] {
  if (declineCode === "no_card") return "card_missing";
  return declineCode === "authentication_required" ? "action_required" : "declined";
}
