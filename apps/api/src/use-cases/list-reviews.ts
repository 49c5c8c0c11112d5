import type { ReviewLine } from "@farebox/billing-core";
import { listReviews as listRows } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { fromCursor, ROW_ID, toCursor } from "./page-cursor.ts";
import { type Refusal, refuseFields } from "./refusal.ts";

/** Events that came too late to be charged without somebody looking, in the order they were reported. */
export async function listReviews(deps: Pick<Deps, "db">, asked: AskedReviewPage): Promise<ReviewPage | Refusal> {
  const { businessId, status, cursor, limit } = asked;
  const bound = ["reviews", businessId, status];
  const afterId = cursor === null ? null : fromCursor(cursor, { bound, shape: ROW_ID });
  if (cursor !== null && afterId === null)
    return refuseFields([{ path: "cursor", message: "is not one of this list" }]);

  const rows = await listRows(deps.db.service, { businessId, status, afterId, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    outcome: "answered",
    items,
    nextCursor: rows.length > limit && last !== undefined ? toCursor(last.id, bound) : null,
  };
}

export type AskedReviewPage = {
  readonly businessId: string;
  readonly status: ReviewLine["status"];
  readonly cursor: string | null;
  readonly limit: number;
};

export type ReviewPage = {
  readonly outcome: "answered";
  readonly items: readonly ReviewLine[];
  readonly nextCursor: string | null;
};
