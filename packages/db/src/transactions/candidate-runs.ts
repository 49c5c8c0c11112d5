import { keyDigest } from "../key-digest.ts";
import type { AskedTransactions } from "./list-transactions.ts";

/** Adds a parameter and says how the text names it. */
export type Bind = (value: unknown) => string;

/** The parameters that several parts of the statement share, as the text names them; null where nothing was asked. */
export type Bound = {
  readonly before: string | null;
  readonly type: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly service: string | null;
  readonly agentId: string | null;
  readonly limit: string;
};

/**
 * The `seq` of every run that may be on the page asked for: few, whatever was asked and however long the history is. They
 * still have to meet the conditions, but none that belongs on the page is left out.
 *
 * Each way to them walks down one index, and leaves the planner no other: it believes that what is sought is spread evenly
 * over the ledger, and would look for an old month, or for a service that fell out of use, from the newest entry backwards.
 */
export function candidateRuns({ filters }: AskedTransactions, bound: Bound, bind: Bind): string {
  const { search, type } = filters;
  if (search !== null) return runsNamed(matching(search, type, bound, bind), bound);
  if (bound.service !== null || bound.agentId !== null) return runsNamed(runsOfLines(type, bound), bound);
  if (bound.from !== null || bound.to !== null) return runsInTime(bound.type, bound);
  return bound.type === null ? newestRuns("", bound) : runsOfType(bound.type, bound);
}

/** The conditions on when it happened, of entries and lines alike. */
export function inTime(alias: string, { from, to }: Pick<Bound, "from" | "to">): string {
  const since = from === null ? "" : `and ${alias}.occurred_at >= ${from}::timestamptz`;
  return to === null ? since : `${since} and ${alias}.occurred_at < ${to}::timestamptz`;
}

const firstLegs = ({ before }: Pick<Bound, "before">): string =>
  `entry.business_id = $1::uuid and entry.leg = 1 ${before === null ? "" : `and entry.seq < ${before}::bigint`}`;

function newestRuns(more: string, bound: Bound, join = ""): string {
  return `(
  select entry.seq from token_transactions entry ${join}
  where ${firstLegs(bound)} ${more}
  order by entry.seq desc
  limit ${bound.limit}
)`;
}

/** A run that only repaid debt goes by the source of the grant that paid; a call that never got through is a usage. */
function runsOfType(type: string, bound: Bound): string {
  return [
    newestRuns(`and ${NOT_USAGE} and entry.kind = ${type}::text`, bound),
    // Nearly every entry is one: the newest are found from the end of the ledger.
    newestRuns(`and entry.kind = 'usage' and ${type}::text = 'usage'`, bound),
    newestRuns(`and ${NOT_USAGE} and entry.kind = 'void' and ${type}::text = 'usage'`, bound),
    newestRuns(
      `and ${NOT_USAGE} and entry.kind = 'debt_repayment' and funding.source = ${type}::text`,
      bound,
      "join token_grants funding on funding.business_id = entry.business_id and funding.id = entry.grant_id",
    ),
  ].join("\nunion all\n");
}

// The other kinds have an index, which only answers who says so.
const NOT_USAGE = "entry.kind <> 'usage'";

/** Sorted by an expression: which of a range are the newest by `seq` cannot be told from when they happened. */
function runsInTime(type: string | null, bound: Bound): string {
  const isOfType = `and (
    entry.kind = ${type}::text
    or (entry.kind = 'void' and ${type}::text = 'usage')
    or (entry.kind = 'debt_repayment' and exists (
      select from token_grants funding
      where funding.business_id = entry.business_id and funding.id = entry.grant_id and funding.source = ${type}::text
    ))
  )`;
  return `
select entry.seq from token_transactions entry
where ${firstLegs(bound)} ${inTime("entry", bound)} ${type === null ? "" : isOfType}
order by entry.seq + 0 desc
limit ${bound.limit}`;
}

function runsNamed(runIds: string, bound: Bound): string {
  return `
select entry.seq
from (${runIds}) found
join token_transactions entry on entry.run_id = found.id
where ${firstLegs(bound)}`;
}

/** Of a service or an agent: the newest lines, and every correction of such lines. */
function runsOfLines(type: string | null, bound: Bound): string {
  const corrections = `
select correction.id
from usage_corrections correction
join usage_tracking line on line.business_id = correction.business_id and line.id = correction.line_id
where correction.business_id = $1::uuid ${ofLine(bound)}`;
  const branches = [
    ...(type === null || type === "usage" ? [newestLines("", bound)] : []),
    ...(type === null || type === "correction" ? [corrections] : []),
  ];
  return branches.length === 0 ? "select null::uuid as id where false" : branches.join("\nunion\n");
}

const ofLine = ({ service, agentId, ...time }: Bound): string =>
  [
    service === null ? "" : `and line.service = ${service}`,
    agentId === null ? "" : `and line.agent_id = ${agentId}`,
    inTime("line", time),
  ].join(" ");

/**
 * By `recorded_at`, which rises with `seq`. Lines of one commit share it, so all of those at the edge of the page come
 * along, and all of the commit where the page before ended. In a range of time that order is no way to them.
 */
function newestLines(more: string, bound: Bound): string {
  const { before, from, to, limit } = bound;
  const lines = `select line.id from usage_tracking line where line.business_id = $1::uuid ${ofLine(bound)} ${more}`;
  const recorded = from === null && to === null ? "line.recorded_at" : "line.recorded_at + interval '0'";
  const newest = (older: string) => `(
  ${lines} ${older}
  order by ${recorded} desc
  fetch first (${limit}::bigint) rows with ties
)`;
  if (before === null) return newest("");
  const edge = `(
    select entry.recorded_at from token_transactions entry
    where entry.business_id = $1::uuid and entry.seq <= ${before}::bigint
    order by entry.seq desc
    limit 1
  )`;
  return `${lines} and line.recorded_at = ${edge}\nunion\n${newest(`and line.recorded_at < ${edge}`)}`;
}

/** Runs that a text names: by id, by key (found by its digest), or in the words written on them. Each once. */
function matching(search: string, type: string | null, bound: Bound, bind: Bind): string {
  const digest = `${bind(`\\x${keyDigest(search)}`)}::bytea`;
  const words = `lower(${bind(search)}::text)`;
  const branches = [
    // The key of an accepted review stands for the line it became.
    `select coalesce(review.line_id, known.subject_id) as id
     from idempotency_keys known
     left join usage_reviews review on review.business_id = known.business_id and review.id = known.subject_id
     where known.business_id = $1::uuid and known.scope in ('usage', 'grant', 'hold') and known.key_digest = ${digest}`,
    `select correction.id
     from usage_corrections correction
     join usage_tracking line on line.business_id = correction.business_id and line.id = correction.line_id
     where correction.business_id = $1::uuid
       and (strpos(lower(correction.reason), ${words}) > 0 or strpos(lower(line.ref), ${words}) > 0)`,
    `select id from token_holds where business_id = $1::uuid and strpos(lower(closed_reason), ${words}) > 0`,
    `select id from token_grants where business_id = $1::uuid and strpos(lower(reason), ${words}) > 0`,
    `select line_id from usage_reviews where business_id = $1::uuid and line_id is not null and strpos(lower(note), ${words}) > 0`,
  ];
  if (type === null || type === "usage") branches.push(newestLines(`and strpos(lower(line.ref), ${words}) > 0`, bound));
  if (UUID.test(search)) branches.push(`select ${bind(search)}::uuid`);
  return branches.join("\nunion\n");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
