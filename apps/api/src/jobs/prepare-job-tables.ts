import { runMigrations } from "graphile-worker";
import pg from "pg";

/**
 * Brings the worker's own tables to the newest form and lets the service use them. `ownerUrl` logs in as whoever may create
 * a schema. Run again, or by two hosts at once, it ends in the same state.
 */
export async function prepareJobTables({ ownerUrl }: { readonly ownerUrl: string }): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1, application_name: "farebox jobs" });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await runMigrations({ pgPool: pool });
    await pool.query(LET_SERVICE_IN);
  } finally {
    await pool.end();
  }
}

// The worker's tables have row security without any policy, so that only their owner sees a row; the service is let in by
// name. It may use the tables and change nothing about them.
const LET_SERVICE_IN = `
do $$
declare
  job_table text;
begin
  perform pg_advisory_xact_lock(hashtext('farebox job tables'));
  grant usage on schema graphile_worker to farebox_service;
  grant execute on all functions in schema graphile_worker to farebox_service;
  grant usage, select on all sequences in schema graphile_worker to farebox_service;
  for job_table in
    select relname from pg_class where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r'
  loop
    execute format('grant select, insert, update, delete on graphile_worker.%I to farebox_service', job_table);
    if not exists (
      select from pg_policies
      where schemaname = 'graphile_worker' and tablename = job_table and policyname = 'service_uses_all'
    ) then
      execute format(
        'create policy service_uses_all on graphile_worker.%I to farebox_service using (true) with check (true)', job_table);
    end if;
  end loop;
  grant select on all tables in schema graphile_worker to farebox_service;
end
$$`;
