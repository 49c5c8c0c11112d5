import type { ReviewLine } from "@farebox/billing-core";
import { reviewJson } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Late events of one status in the order they were reported (ids are in time order), after `afterId`. */
export async function listReviews(sql: SqlRunner, asked: AskedReviews): Promise<readonly ReviewLine[]> {
  const { businessId, status, afterId, limit } = asked;
  const rows = await sql.query<{ review: ReviewLine }>("list_reviews", LIST_REVIEWS[status], [
    businessId,
    afterId,
    limit,
  ]);
  return rows.map((row) => row.review);
}

export type AskedReviews = {
  readonly businessId: string;
  readonly status: ReviewLine["status"];
  readonly afterId: string | null;
  readonly limit: number;
};

// The status stands in the text: as a parameter it could not be seen that the index of those pending will do.
const LIST_REVIEWS = {
  pending: reviewsOf("pending"),
  accepted: reviewsOf("accepted"),
  rejected: reviewsOf("rejected"),
} as const satisfies Record<ReviewLine["status"], string>;

function reviewsOf(status: ReviewLine["status"]): string {
  return `
select ${reviewJson("review")} as review
from usage_reviews review
where review.business_id = $1::uuid
  and review.status = '${status}'
  and review.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
order by review.id
limit $3`;
}
