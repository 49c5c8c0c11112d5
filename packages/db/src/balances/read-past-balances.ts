import type { Instant, MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { readBoundaries } from "../statements/read-boundaries.ts";

/**
 * What a business had at given instants: Σ of its ledger, less grants that had arrived and could not be spent yet.
 * What is held for calls is part of it; what was frozen then counts, too.
 */
export async function readPastBalances(sql: SqlRunner, asked: AskedInstants): Promise<readonly MicroTokens[]> {
  const boundaries = await readBoundaries(sql, asked);
  const instants = asked.instants.map((at) => new Date(at).toISOString());
  const waiting = await sql.query<{ tokens: bigint }>("past_upcoming", UPCOMING_THEN, [asked.businessId, instants]);
  return boundaries.map(({ balance }, index) => (balance - (waiting[index]?.tokens ?? 0n)) as MicroTokens);
}

export type AskedInstants = { readonly businessId: string; readonly instants: readonly Instant[] };

const UPCOMING_THEN = `
select coalesce(sum(owned.original_micro), 0)::bigint as tokens
from unnest($2::timestamptz[]) with ordinality as asked (instant, place)
left join token_grants owned
  on owned.business_id = $1::uuid and owned.created_at < asked.instant and owned.effective_at > asked.instant
group by asked.place
order by asked.place`;
