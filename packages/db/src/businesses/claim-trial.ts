import type { SqlRunner } from "../connections/sql-runner.ts";

/**
 * Uses up one of a person's trials for a new business; false when all are used up. Run in the transaction that makes the
 * business, after `insertBusinessOnce`.
 *
 * The ordinal is part of the key. Of two businesses made at once by one person, one waits for the other and takes the next.
 */
export async function claimTrial(sql: SqlRunner, claim: TrialClaim): Promise<boolean> {
  // Each round lost means that somebody else took one, so there are at most as many rounds as there are trials.
  for (let round = 0; round < claim.trialsPerOwner; round += 1) {
    const rows = await sql.query<{ is_claimed: boolean; is_left: boolean }>("claim_trial", CLAIM_TRIAL, [
      claim.userId,
      claim.businessId,
      claim.trialsPerOwner,
    ]);
    if (rows[0]?.is_claimed === true) return true;
    if (rows[0]?.is_left !== true) return false;
  }
  return false;
}

export type TrialClaim = { readonly userId: string; readonly businessId: string; readonly trialsPerOwner: number };

/** Notes why a business begins without the trial grant. */
export async function withholdTrial(
  sql: SqlRunner,
  { businessId, reason }: { readonly businessId: string; readonly reason: string },
): Promise<void> {
  await sql.query("withhold_trial", "update businesses set trial_withheld_reason = $2 where id = $1::uuid", [
    businessId,
    reason,
  ]);
}

const CLAIM_TRIAL = `
with
free as (
  select candidate.ordinal
  from generate_series(1, $3::integer) as candidate (ordinal)
  where not exists (select from trial_claims claim where claim.user_id = $1 and claim.ordinal = candidate.ordinal)
  order by candidate.ordinal
  limit 1
),
claimed as (
  insert into trial_claims (user_id, ordinal, business_id)
  select $1, ordinal, $2::uuid from free
  on conflict (user_id, ordinal) do nothing
  returning ordinal
)
select exists (select from claimed) as is_claimed, exists (select from free) as is_left
`;
