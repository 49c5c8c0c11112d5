import type { SqlRunner } from "../connections/sql-runner.ts";

/** Something that must not be: which business, which row, and what is wrong with it. */
export type Finding = { readonly businessId: string | null; readonly place: string; readonly problem: string };

/** Looks at data for one rule, or for several in one pass. */
export type Check = (sql: SqlRunner, scope: Scope) => Promise<readonly Checked[]>;

/** Which businesses are looked at; null is all of them. */
export type Scope = { readonly businessIds: readonly string[] | null; readonly onProgress: (rows: number) => void };

/** What became of one rule. A clean history gives no findings. */
export type Checked = {
  readonly name: string;
  /** The rule, in words. */
  readonly rule: string;
  /** How many rows were looked at, and what they are. */
  readonly looked: number;
  readonly at: string;
  readonly findings: readonly Finding[];
};

/** More of the same are not told. */
export const MOST_FINDINGS = 20;

/**
 * A rule as one statement that returns the rows that break it, as `business_id, place, problem`. `counted` is the
 * table the rule is about; `$1` is the list of businesses or null.
 */
export function sqlCheck(check: {
  readonly name: string;
  readonly rule: string;
  readonly counted: string;
  readonly broken: string;
}): Check {
  const { name, rule } = check;
  return async (sql, { businessIds }) => {
    const count = `select count(*) as looked from ${check.counted} where ${inScope("business_id")}`;
    const [total] = await sql.query<{ looked: bigint }>("count_looked", count, [businessIds]);
    const rows = await sql.query<BrokenRow>(`check_${name}`, `${check.broken}\nlimit ${MOST_FINDINGS}`, [businessIds]);
    return [{ name, rule, looked: Number(total?.looked ?? 0), at: check.counted, findings: rows.map(toFinding) }];
  };
}

export function inScope(column: string): string {
  return `($1::uuid[] is null or ${column} = any ($1::uuid[]))`;
}

type BrokenRow = { readonly business_id: string | null; readonly place: string; readonly problem: string };

function toFinding({ business_id, place, problem }: BrokenRow): Finding {
  return { businessId: business_id, place, problem };
}
