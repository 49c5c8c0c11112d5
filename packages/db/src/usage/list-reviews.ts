import type { ReviewLine } from "@farebox/billing-core";
import { reviewJson } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** Late events of one status in the order they were reported (ids are in time order), after `afterId`. */
export async function listReviews(sql: SqlRunner, asked: AskedReviews): Promise<readonly ReviewLine[]> {
  const { businessId, status, afterId, limit } = asked;
  const rows = await sql.query<{ review: ReviewLine }>("list_reviews", LIST_REVIEWS, [
    businessId,
    status,
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

const LIST_REVIEWS = `
select ${reviewJson("review")} as review
from usage_reviews review
where review.business_id = $1::uuid
  and review.status = $2
  and ($3::uuid is null or review.id > $3::uuid)
order by review.id
limit $4`;
