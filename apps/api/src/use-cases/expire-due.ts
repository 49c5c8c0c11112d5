import { type ExpireOutcome, type Instant, SECOND_MS } from "@farebox/billing-core";
import { listDueBusinesses } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";

/**
 * Writes what fell due by now, for every business: expired tokens lapse, tokens that became spendable repay debt, calls that
 * are overdue are charged for what they last reported. Run twice, or by two hosts at once, each grant lapses and each call
 * ends once: the second finds nothing to write.
 *
 * Throws after the last business when some could not be decided, so that whoever runs it runs it again.
 */
export async function expireDue({ db, ledger }: Pick<Deps, "db" | "ledger">): Promise<SweepReport> {
  const report = { businesses: 0, grants: 0, calls: 0, lapsedMicroTokens: 0n, latestSeconds: 0 };
  const failures: NotDecided[] = [];
  let afterId: string | null = null;
  for (;;) {
    const due: readonly string[] = await listDueBusinesses(db.service, { afterId, limit: PAGE });
    const outcomes = await ledger.submitAll(
      due.map((businessId) => ({ businessId, command: { kind: "expire" } as const })),
    );
    for (const outcome of outcomes) {
      if (outcome.outcome === "not_decided") failures.push(outcome);
      else addUp(report, outcome, ledger.newestNow());
    }
    afterId = due.at(-1) ?? null;
    if (due.length < PAGE || afterId === null) break;
  }
  if (failures[0] !== undefined) throw new SweepIncomplete(failures.length, failures[0]);
  return report;
}

export type SweepReport = {
  readonly businesses: number;
  readonly grants: number;
  /** Abandoned. */
  readonly calls: number;
  readonly lapsedMicroTokens: bigint;
  /** How long the one that waited longest had been overdue; 0 when none was. */
  readonly latestSeconds: number;
};

class SweepIncomplete extends Error {
  constructor(businesses: number, first: NotDecided) {
    super(`${businesses} businesses could not be swept, the first for ${first.code}`, { cause: first.cause });
    this.name = "SweepIncomplete";
  }
}

const PAGE = 500;

function addUp(
  report: { -readonly [Field in keyof SweepReport]: SweepReport[Field] },
  outcome: ExpireOutcome,
  now: Instant | null,
): void {
  report.businesses += 1;
  report.grants += outcome.grants;
  report.calls += outcome.abandoned.length;
  report.lapsedMicroTokens += outcome.lapsed;
  for (const { expiresAt } of outcome.abandoned)
    report.latestSeconds = Math.max(report.latestSeconds, ((now ?? expiresAt) - expiresAt) / SECOND_MS);
}
