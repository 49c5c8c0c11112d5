import type { EntryKind, MicroTokens } from "@farebox/billing-core";
import { milliseconds } from "../account-json.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { ledgerHash } from "../ledger-hash.ts";
import { type Check, type Checked, type Finding, inScope, MOST_FINDINGS, type Scope } from "./check.ts";

/**
 * Reads every entry of every business in order, once, a page at a time (I1, I2, I7, I12): numbers without a gap, running
 * balances that follow from the amounts, runs in one piece, and the chain of hashes up to the one on the balance row.
 */
export const walkEntries: Check = async (sql, scope) => {
  const walk = new Walk();
  let looked = 0;
  for (let after: PlaceInLedger | null = FIRST; after !== null; ) {
    const page: readonly EntryRow[] = await readPage(sql, scope, after);
    for (const row of page) walk.take(row);
    looked += page.length;
    scope.onProgress(page.length);
    const last: EntryRow | undefined = page.at(-1);
    after = last === undefined ? null : { businessId: last.business_id, seq: last.seq };
  }
  walk.endOfBusiness();
  return walk.toChecked(looked);
};

const RULES = {
  seq_has_no_gap: "seq counts a business's entries from 1 without a gap, fork or repeat",
  running_balances: "each entry carries the sum of the ledger up to itself",
  runs_in_one_piece: "the legs of a run stand together and are all there",
  recorded_in_order: "nothing is recorded before what stands before it",
  hash_chain: "each hash covers its entry and the hash before, up to the one on the balance row",
} as const satisfies Record<string, string>;

type Rule = keyof typeof RULES;

class Walk {
  readonly #findings = new Map<Rule, Finding[]>();
  #before: EntryRow | null = null;
  #hash: Uint8Array = NO_HASH;
  /** Rules already broken in the business at hand: what follows from the first break is not told. */
  readonly #broken = new Set<Rule>();

  take(row: EntryRow): void {
    if (this.#before !== null && this.#before.business_id !== row.business_id) this.endOfBusiness();
    const before = this.#before;
    const seqBefore = before?.seq ?? 0n;
    this.#expect("seq_has_no_gap", row.seq === seqBefore + 1n, row, `follows seq ${seqBefore}`);
    const balance = (before?.balance_after_micro ?? 0n) + row.amount_micro;
    this.#expect(
      "running_balances",
      row.balance_after_micro === balance,
      row,
      `${row.balance_after_micro}, not ${balance}`,
    );
    this.#expect("runs_in_one_piece", continuesRun(before, row), row, `leg ${row.leg} of ${row.legs} does not follow`);
    const isLater = before === null || before.recorded_at_ms <= row.recorded_at_ms;
    this.#expect("recorded_in_order", isLater, row, "recorded before the entry before it");
    this.#hash = ledgerHash(this.#hash, row.business_id, toEntry(row));
    this.#expect("hash_chain", sameBytes(this.#hash, row.hash), row, "its hash is not that of its content");
    this.#before = row;
  }

  endOfBusiness(): void {
    const last = this.#before;
    if (last !== null) {
      this.#expect(
        "runs_in_one_piece",
        last.leg === last.legs,
        last,
        `the run ends at leg ${last.leg} of ${last.legs}`,
      );
      this.#expect("hash_chain", sameBytes(last.hash, last.last_hash), last, "is not the hash on the balance row");
    }
    this.#before = null;
    this.#hash = NO_HASH;
    this.#broken.clear();
  }

  toChecked(looked: number): readonly Checked[] {
    return Object.entries(RULES).map(([name, rule]) => {
      return { name, rule, looked, at: "token_transactions", findings: this.#findings.get(name as Rule) ?? [] };
    });
  }

  #expect(rule: Rule, holds: boolean, row: EntryRow, problem: string): void {
    if (holds || this.#broken.has(rule)) return;
    this.#broken.add(rule);
    const findings = this.#findings.get(rule) ?? [];
    this.#findings.set(rule, findings);
    if (findings.length < MOST_FINDINGS)
      findings.push({ businessId: row.business_id, place: `seq ${row.seq}`, problem });
  }
}

function continuesRun(before: EntryRow | null, row: EntryRow): boolean {
  if (row.leg === 1) return before === null || before.leg === before.legs;
  return before !== null && before.run_id === row.run_id && before.legs === row.legs && before.leg === row.leg - 1;
}

type PlaceInLedger = { readonly businessId: string; readonly seq: bigint };

const FIRST: PlaceInLedger = { businessId: "00000000-0000-0000-0000-000000000000", seq: 0n };
const NO_HASH: Uint8Array = new Uint8Array(32);
const PAGE_ROWS = 5_000;

function readPage(sql: SqlRunner, { businessIds }: Scope, after: PlaceInLedger): Promise<EntryRow[]> {
  return sql.query<EntryRow>("walk_entries", WALK_ENTRIES, [businessIds, after.businessId, after.seq]);
}

const WALK_ENTRIES = `
select
  entry.business_id, entry.seq, entry.run_id, entry.leg, entry.legs, entry.kind, entry.amount_micro, entry.grant_id,
  entry.balance_after_micro,
  ${milliseconds("entry.occurred_at")} as occurred_at_ms,
  ${milliseconds("entry.recorded_at")} as recorded_at_ms,
  entry.hash,
  balance.last_hash
from token_transactions entry
join token_balances balance on balance.business_id = entry.business_id
where ${inScope("entry.business_id")}
  and (entry.business_id, entry.seq) > ($2::uuid, $3::bigint)
order by entry.business_id, entry.seq
limit ${PAGE_ROWS}
`;

type EntryRow = {
  readonly business_id: string;
  readonly seq: bigint;
  readonly run_id: string;
  readonly leg: number;
  readonly legs: number;
  readonly kind: EntryKind;
  readonly amount_micro: bigint;
  readonly grant_id: string | null;
  readonly balance_after_micro: bigint;
  readonly occurred_at_ms: bigint;
  readonly recorded_at_ms: bigint;
  readonly hash: Uint8Array;
  readonly last_hash: Uint8Array;
};

function toEntry(row: EntryRow) {
  return {
    seq: row.seq,
    runId: row.run_id,
    leg: row.leg,
    legs: row.legs,
    kind: row.kind,
    amount: row.amount_micro as MicroTokens,
    grantId: row.grant_id,
    balanceAfter: row.balance_after_micro as MicroTokens,
    occurredAt: Number(row.occurred_at_ms),
    recordedAt: Number(row.recorded_at_ms),
  };
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
