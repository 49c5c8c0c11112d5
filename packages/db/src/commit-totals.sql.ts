import { CHARGED_DAYS, DAYS, QUARTER_HOURS } from "./committed-rows.ts";
import { placeIn, type RowSet } from "./row-set.ts";

/**
 * The totals' part of the committing statement. A total is added to where it is, and inserted where it is not. Nobody else
 * can insert it meanwhile: we hold the lock. (An upsert would check the row it proposes, and what a correction takes away
 * is negative.)
 */
export const TOTALS_CHANGED = [
  total({
    name: "quarter_hours",
    table: "usage_quarter_hours",
    rows: QUARTER_HOURS,
    alias: "quarter_hour",
    key: ["quarter_start", "service"],
    sums: ["events", "quantity", "charged_micro"],
  }),
  total({
    name: "days",
    table: "usage_days",
    rows: DAYS,
    alias: "usage_day",
    key: ["day", "service", "agent_id"],
    sums: ["events", "quantity", "charged_micro"],
  }),
  total({
    name: "charged_days",
    table: "charged_days",
    rows: CHARGED_DAYS,
    alias: "charged_day",
    key: ["day", "agent_id"],
    sums: ["charged_micro"],
  }),
].join("\n");

export const TOTALS_WRITTEN = ["quarter_hours", "days", "charged_days"].flatMap((name) => [
  `${name}_changed`,
  `${name}_inserted`,
]);

type Total = {
  readonly name: string;
  readonly table: string;
  readonly rows: RowSet<never>;
  readonly alias: string;
  /** What tells its rows apart, besides the business. */
  readonly key: readonly string[];
  readonly sums: readonly string[];
};

function total({ name, table, rows, alias, key, sums }: Total): string {
  return `${name} as (
  select guarded.business_id, ${rows.qualified}, found.place
  from guarded
  join ${rows.source} using (account)
  left join ${placeIn(table, key, alias)} on true
),
${name}_changed as (
  update ${table} total
  set ${sums.map((sum) => `${sum} = total.${sum} + ${name}.${sum}`).join(", ")}
  from ${name}
  where total.ctid = ${name}.place
  returning total.business_id
),
${name}_inserted as (
  insert into ${table} (business_id, ${rows.columns})
  select business_id, ${rows.columns} from ${name} where place is null
  returning business_id
),`;
}
