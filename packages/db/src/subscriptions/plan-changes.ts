import type { BillingInterval } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";

/** What somebody asked their plan to become. */
export type StoredPlanChange = {
  readonly businessId: string;
  readonly id: string;
  /** The key of the request that began it; a second tab that joined it has its own. */
  readonly requestKey: string;
  readonly planKey: string;
  readonly interval: BillingInterval;
  readonly action: "create" | "pay" | "upgrade" | "downgrade" | "resume";
  readonly status: "open" | "done" | "over";
  readonly checkoutSessionId: string | null;
  readonly checkoutUrl: string | null;
};

export type NewPlanChange = Omit<StoredPlanChange, "status" | "checkoutSessionId" | "checkoutUrl"> & {
  readonly requestedBy: string | null;
};

/**
 * Writes down a change, or answers the one that stands: the same id, or for a first subscription the one whose checkout is
 * open, whatever plan that is for. Runs in a transaction: the second of two waits for the business's row.
 */
export async function openPlanChange(sql: SqlRunner, change: NewPlanChange): Promise<StoredPlanChange> {
  await sql.query("lock_business", "select id from businesses where id = $1::uuid for no key update", [
    change.businessId,
  ]);
  const [row] = await sql.query<Row>("open_plan_change", OPEN, [
    change.businessId,
    change.id,
    change.requestKey,
    change.planKey,
    change.interval,
    change.action,
    change.requestedBy,
  ]);
  if (row === undefined) throw new Error("a change of plan is neither new nor known");
  return toPlanChange(row);
}

/** Null when there is no such change. */
export async function readPlanChange(sql: SqlRunner, { businessId, id }: Place): Promise<StoredPlanChange | null> {
  const [row] = await sql.query<Row>("read_plan_change", READ, [businessId, id]);
  return row === undefined ? null : toPlanChange(row);
}

/** Its checkout is open at the provider. */
export async function notePlanCheckout(
  sql: SqlRunner,
  { businessId, id, sessionId, url }: Place & { readonly sessionId: string; readonly url: string },
): Promise<void> {
  await sql.query("note_plan_checkout", NOTE, [businessId, id, sessionId, url]);
}

/** False when it was closed already. */
export async function closePlanChange(
  sql: SqlRunner,
  { businessId, id, status }: Place & { readonly status: "done" | "over" },
): Promise<boolean> {
  return (await sql.query("close_plan_change", CLOSE, [businessId, id, status])).length > 0;
}

type Place = { readonly businessId: string; readonly id: string };

const COLUMNS = `
  change.business_id, change.id, change.request_key, change.plan_key, change.billing_interval, change.action, change.status,
  change.checkout_session_id, change.checkout_url`;

const OPEN = `
with
standing as (
  select known.*
  from plan_changes known
  where known.business_id = $1::uuid
    and (known.id = $2::uuid or ($6 = 'create' and known.action = 'create' and known.status = 'open'))
  order by (known.id = $2::uuid) desc
  limit 1
),
inserted as (
  insert into plan_changes (business_id, id, request_key, plan_key, billing_interval, action, requested_by)
  select $1::uuid, $2::uuid, $3, $4, $5, $6, $7
  where not exists (select from standing)
  returning *
)
select ${COLUMNS} from inserted change
union all
select ${COLUMNS} from standing change`;

const READ = `select ${COLUMNS} from plan_changes change where change.business_id = $1::uuid and change.id = $2::uuid`;

const NOTE = `
update plan_changes
set checkout_session_id = $3, checkout_url = $4
where business_id = $1::uuid and id = $2::uuid and status = 'open'`;

const CLOSE = `
update plan_changes
set status = $3, closed_at = clock_timestamp()
where business_id = $1::uuid and id = $2::uuid and status = 'open'
returning id`;

type Row = {
  readonly business_id: string;
  readonly id: string;
  readonly request_key: string;
  readonly plan_key: string;
  readonly billing_interval: BillingInterval;
  readonly action: StoredPlanChange["action"];
  readonly status: StoredPlanChange["status"];
  readonly checkout_session_id: string | null;
  readonly checkout_url: string | null;
};

function toPlanChange(row: Row): StoredPlanChange {
  return {
    businessId: row.business_id,
    id: row.id,
    requestKey: row.request_key,
    planKey: row.plan_key,
    interval: row.billing_interval,
    action: row.action,
    status: row.status,
    checkoutSessionId: row.checkout_session_id,
    checkoutUrl: row.checkout_url,
  };
}
