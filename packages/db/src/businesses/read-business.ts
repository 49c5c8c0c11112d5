import type { Instant, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** A business as it was created. Null when there is none. */
export async function readBusiness(sql: SqlRunner, businessId: string): Promise<BusinessRow | null> {
  const rows = await sql.query<Row>("business", READ_BUSINESS, [businessId]);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    id: row.id,
    name: row.name,
    timeZone: row.time_zone,
    createdAt: Number(row.created_ms),
    createdBy: row.created_by,
    trialTokens: row.trial_micro as MicroTokens | null,
    trialWithheldReason: row.trial_withheld_reason,
  };
}

export type BusinessRow = {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly createdAt: Instant;
  /** Null for an installation key. */
  readonly createdBy: string | null;
  /** What the trial brought; null when there was none. */
  readonly trialTokens: MicroTokens | null;
  readonly trialWithheldReason: string | null;
};

type Row = {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly created_ms: bigint;
  readonly created_by: string | null;
  readonly trial_micro: bigint | null;
  readonly trial_withheld_reason: string | null;
};

const READ_BUSINESS = `
select
  business.id,
  business.name,
  business.time_zone,
  ${milliseconds("business.created_at")} as created_ms,
  business.created_by,
  trial.original_micro as trial_micro,
  business.trial_withheld_reason
from businesses business
left join token_grants trial on trial.business_id = business.id and trial.source = 'trial'
where business.id = $1::uuid`;
