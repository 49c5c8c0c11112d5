import type { MicroTokens } from "@farebox/billing-core";

/** How a run ended up, as the history and its files call it. */
export type TransactionStatus = "settled" | "corrected" | "no_charge" | "abandoned";

/** What is asked of a run besides what it was for. Null does not filter. */
export type JudgedBy = {
  readonly status: TransactionStatus | null;
  /** How much it moved, whichever way: both ends included. */
  readonly leastAmount: MicroTokens | null;
  readonly mostAmount: MicroTokens | null;
};

/** The parameters of it, as the text names them. */
export type BoundJudgement = {
  readonly status: TransactionStatus | null;
  readonly least: string | null;
  readonly most: string | null;
};

export function bindJudgement(asked: JudgedBy, bind: (value: unknown) => string): BoundJudgement {
  const { status, leastAmount, mostAmount } = asked;
  return {
    status,
    least: leastAmount === null ? null : bind(leastAmount),
    most: mostAmount === null ? null : bind(mostAmount),
  };
}

/** The conditions of a judgement on what `subject` names. None when nothing was asked. */
export function judge({ status, least, most }: BoundJudgement, subject: Subject): readonly string[] {
  const { isCorrected, isAbandoned, isFree, moved } = subject;
  const standing = {
    corrected: [isCorrected],
    abandoned: [`not (${isCorrected})`, isAbandoned],
    no_charge: [isFree, `not (${isCorrected})`, `not (${isAbandoned})`],
    settled: [`not (${isFree})`, `not (${isCorrected})`, `not (${isAbandoned})`],
  };
  return [
    ...(status === null ? [] : standing[status]),
    ...(least === null ? [] : [`${moved} >= ${least}::bigint`]),
    ...(most === null ? [] : [`${moved} <= ${most}::bigint`]),
  ];
}

/** SQL for what a judgement looks at. */
export type Subject = {
  readonly isCorrected: string;
  readonly isAbandoned: string;
  /** A use that cost nothing. */
  readonly isFree: string;
  readonly moved: string;
};

const correctedAs = (runId: string) =>
  `exists (select from usage_corrections reversal where reversal.business_id = $1::uuid and reversal.line_id = ${runId})`;
const abandonedAs = (runId: string) =>
  `exists (select from token_holds silent where silent.business_id = $1::uuid and silent.id = ${runId} and silent.status = 'abandoned')`;

/** A usage line by itself. */
export const LINE: Subject = {
  isCorrected: correctedAs("line.id"),
  isAbandoned: abandonedAs("line.id"),
  isFree: "line.charged_micro = 0",
  moved: "line.charged_micro",
};

const IS_FREE_USE = "(entry.kind in ('usage', 'void') and entry.amount_micro = 0)";

/** The legs of a run stand together: what it moved is the balance after its last less the balance before its first. */
const MOVED = `abs(case when entry.legs = 1 then entry.amount_micro else (
    select last.balance_after_micro from token_transactions last
    where last.business_id = $1::uuid and last.seq = entry.seq + entry.legs - 1
  ) - entry.balance_after_micro + entry.amount_micro end)`;

/** A run of any kind, by its first entry. */
export const ENTRY: Subject = {
  isCorrected: correctedAs("entry.run_id"),
  isAbandoned: abandonedAs("entry.run_id"),
  isFree: IS_FREE_USE,
  moved: MOVED,
};

/** A run as an export tells it: what was corrected after the export began is not corrected in it. */
export const EXPORTED: Subject = {
  isCorrected: "reversal.id is not null",
  isAbandoned: "(call.id = entry.run_id and call.status = 'abandoned') is true",
  isFree: IS_FREE_USE,
  moved: MOVED,
};
