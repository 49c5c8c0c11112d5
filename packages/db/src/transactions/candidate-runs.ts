import { arrayLiteral, textItem } from "../array-literal.ts";
import { keyDigest } from "../key-digest.ts";
import { type BoundJudgement, ENTRY, judge, LINE } from "./judged-runs.ts";
import type { AskedTransactions, TransactionFilters } from "./list-transactions.ts";

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
  readonly judgement: BoundJudgement;
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
  const { search, status, type } = filters;
  if (search !== null) return runsNamed(matching(filters, search, bound, bind), bound);
  if (status === "corrected" || status === "abandoned") return runsNamed(LISTED[status], bound);
  if (isByAmount(filters)) return runsOfAmount(type, bound);
  if (bound.service !== null || bound.agentId !== null) return runsNamed(runsOfLines(type, bound), bound);
  if (bound.from !== null || bound.to !== null) return runsInTime(bound.type, bound);
  return bound.type === null ? newestRuns("", bound) : runsOfType(bound.type, bound);
}

/** Whether runs are looked for by what they moved. */
export function isByAmount({ search, status, leastAmount, mostAmount }: TransactionFilters): boolean {
  if (search !== null || status === "corrected" || status === "abandoned") return false;
  return leastAmount !== null || mostAmount !== null || status === "no_charge";
}

/** The conditions on when it happened, of entries and lines alike. */
export function inTime(alias: string, { from, to }: Pick<Bound, "from" | "to">): string {
  const since = from === null ? "" : `and ${alias}.occurred_at >= ${from}::timestamptz`;
  return to === null ? since : `${since} and ${alias}.occurred_at < ${to}::timestamptz`;
}

/** First entries before the page, as they are judged. */
const firstLegs = ({ before, judgement }: Pick<Bound, "before" | "judgement">): string =>
  `${allOf(judge(judgement, ENTRY))} entry.business_id = $1::uuid and entry.leg = 1 ${before === null ? "" : `and entry.seq < ${before}::bigint`}`;

const allOf = (conditions: readonly string[]): string => conditions.map((condition) => `${condition} and`).join(" ");

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
  return `
select entry.seq from token_transactions entry
where ${firstLegs(bound)} ${inTime("entry", bound)} ${type === null ? "" : isOfType(type)}
order by entry.seq + 0 desc
limit ${bound.limit}`;
}

const isOfType = (type: string): string => `and (
    entry.kind = ${type}::text
    or (entry.kind = 'void' and ${type}::text = 'usage')
    or (entry.kind = 'debt_repayment' and exists (
      select from token_grants funding
      where funding.business_id = entry.business_id and funding.id = entry.grant_id and funding.source = ${type}::text
    ))
  )`;

const LISTED = {
  corrected: "select line_id as id from usage_corrections where business_id = $1::uuid",
  abandoned: "select id from token_holds where business_id = $1::uuid and status = 'abandoned'",
} as const;

/** Of an amount: lines have an index of what they cost; of everything else there is little. */
function runsOfAmount(type: string | null, bound: Bound): string {
  if (bound.service !== null || bound.agentId !== null) return runsNamed(runsOfLines(type, bound, "by any way"), bound);
  const lines = runsNamed(newestLines("", bound, "by any way"), bound);
  if (type === "usage") return lines;
  const others = `(
  select entry.seq from token_transactions entry
  where ${firstLegs(bound)} ${inTime("entry", bound)} and ${NOT_USAGE} and entry.kind <> 'void' ${bound.type === null ? "" : isOfType(bound.type)}
  order by entry.seq + 0 desc
  limit ${bound.limit}
)`;
  return type === null ? `${lines}\nunion all\n${others}` : others;
}

function runsNamed(runIds: string, bound: Bound): string {
  return `
select entry.seq
from (${runIds}) found
join token_transactions entry on entry.run_id = found.id
where ${firstLegs(bound)}`;
}

/** Of a service or an agent: the newest lines, and every correction of such lines. */
function runsOfLines(type: string | null, bound: Bound, order: LineOrder = "newest"): string {
  const corrections = `
select correction.id
from usage_corrections correction
join usage_tracking line on line.business_id = correction.business_id and line.id = correction.line_id
where correction.business_id = $1::uuid ${ofLine(bound)}`;
  const branches = [
    ...(type === null || type === "usage" ? [newestLines("", bound, order)] : []),
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

/** `by any way`: for what is rare by something that `recorded_at` does not know. */
type LineOrder = "newest" | "by any way";

/**
 * By `recorded_at`, which rises with `seq`. Lines of one commit share it, so all of those at the edge of the page come
 * along, and all of the commit where the page before ended. In a range of time that order is no way to them.
 */
function newestLines(more: string, bound: Bound, order: LineOrder = "newest"): string {
  const { before, from, to, limit, judgement } = bound;
  const lines = `select line.id from usage_tracking line
  where ${allOf(judge(judgement, LINE))} line.business_id = $1::uuid ${ofLine(bound)} ${more}`;
  const isInOrder = order === "newest" && from === null && to === null;
  const recorded = isInOrder ? "line.recorded_at" : "line.recorded_at + interval '0'";
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
function matching({ type, searchedPayments }: TransactionFilters, search: string, bound: Bound, bind: Bind): string {
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
  if (searchedPayments.length > 0) {
    const keys = `${bind(arrayLiteral(searchedPayments.map(textItem)))}::text[]`;
    branches.push(
      `select id from token_grants where business_id = $1::uuid and payment_key = any(${keys})`,
      `select run_id from payment_return_runs where business_id = $1::uuid and payment_key = any(${keys})`,
    );
  }
  return branches.join("\nunion\n");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
