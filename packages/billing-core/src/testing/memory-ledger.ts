import type {
  Account,
  ChargedInWindows,
  Correction,
  Grant,
  Hold,
  KeyRef,
  Leg,
  LineWithLegs,
  Remembered,
  ReviewLine,
  UsageLine,
} from "../account.ts";
import { microTokens } from "../amounts.ts";
import type { Command, DecideContext } from "../commands.ts";
import { type Decisions, decideAll } from "../decide.ts";
import type { AccountEffects, ChargeDelta, LedgerEntry, UsageDelta } from "../effects.ts";
import type { Instant } from "../instants.ts";
import { invariant } from "../invariant.ts";
import { holdIdsOf, keyRefsOf, lineIdsOf } from "../keys.ts";
import type { Notice } from "../notices.ts";
import { localDay } from "../periods.ts";
import { anAccount } from "./builders.ts";
import { MemorySelling } from "./memory-selling.ts";

/**
 * One business's rows in memory, loaded and committed as a database would: an account brings only what its contract
 * promises (grants with something left, what the commands in hand name), and a commit refuses rows that break a constraint.
 */
export class MemoryLedger {
  readonly entries: LedgerEntry[] = [];
  readonly grants = new Map<string, Grant>();
  readonly lines = new Map<string, UsageLine>();
  readonly reviews = new Map<string, ReviewLine>();
  readonly holds = new Map<string, Hold>();
  readonly corrections = new Map<string, Correction>();
  readonly keys = new Map<KeyRef, { readonly of: Remembered["of"]; readonly subjectId: string }>();
  readonly usage: UsageDelta[] = [];
  readonly charges: ChargeDelta[] = [];
  readonly notices: Notice[] = [];
  readonly selling = new MemorySelling();
  /** Limits, zone, prices: what is set from outside. */
  account: Account;

  constructor(settings: Partial<Account> = {}) {
    this.account = anAccount({ ...settings, grants: [] });
  }

  /** The same rows once more, so that a history can go on in two ways. */
  copy(): MemoryLedger {
    const copy = new MemoryLedger();
    copy.account = this.account;
    copy.entries.push(...this.entries);
    copy.usage.push(...this.usage);
    copy.charges.push(...this.charges);
    copy.notices.push(...this.notices);
    for (const name of ["grants", "lines", "reviews", "holds", "corrections", "keys"] as const) {
      const rows: Map<string, unknown> = copy[name];
      for (const [key, row] of this[name]) rows.set(key, row);
    }
    copy.selling.takeOver(this.selling);
    return copy;
  }

  /** Loads, decides and commits commands that arrived together. */
  submit(commands: readonly Command[], context: DecideContext): Decisions {
    const decided = decideAll(this.load(commands, context.now), commands, context);
    if (decided.effects !== null) this.commit(decided.effects);
    return decided;
  }

  /** What one loading statement would bring for these commands. */
  load(commands: readonly Command[], now: Instant): Account {
    const lines = new Map<string, LineWithLegs>();
    const reviews = new Map<string, ReviewLine>();
    const remembered = new Map<KeyRef, Remembered>();
    for (const command of commands) {
      for (const ref of keyRefsOf(command)) this.#remember(remembered, ref);
      for (const lineId of lineIdsOf(command)) this.#bringLine(lines, lineId);
      if (command.kind !== "resolve_review") continue;
      const review = this.reviews.get(command.reviewId);
      if (review === undefined) continue;
      reviews.set(review.id, review);
      if (review.lineId !== null) this.#bringLine(lines, review.lineId);
    }
    const isCorrecting = commands.some((command) => lineIdsOf(command).length > 0);
    const wanted = new Set([...lines.values()].flatMap(({ legs }) => legs.map((leg) => leg.grantId)));
    const grants = [...this.grants.values()].filter(
      (grant) =>
        grant.remaining > 0n ||
        wanted.has(grant.id) ||
        (isCorrecting && grant.debtRepaid > 0n) ||
        this.selling.isNamed(grant, commands, now),
    );
    const named = new Set(commands.flatMap(holdIdsOf));
    const holds = [...this.holds.values()].filter((hold) => hold.status === "open" || named.has(hold.id));
    const charged = this.#chargedFor(commands, now);
    const selling = this.selling.load(commands, grants);
    return { ...this.account, grants, holds, charged, lines, reviews, remembered, selling };
  }

  /** Everything there is, exhausted grants included. */
  wholeAccount(): Account {
    return { ...this.account, grants: [...this.grants.values()], holds: [...this.holds.values()] };
  }

  legsOf(lineId: string): readonly Leg[] {
    return this.entries
      .filter((entry) => entry.runId === lineId)
      .map((entry) => ({ grantId: entry.grantId, amount: -entry.amount as Leg["amount"] }));
  }

  commit(effects: AccountEffects): void {
    invariant(effects.version === this.account.version, "a commit writes on the version it was decided on");
    for (const entry of effects.entries) this.#append(entry, effects.now);
    for (const grant of effects.grantsInserted) insertOnce(this.grants, grant.id, grant);
    for (const grant of effects.grantsUpdated) updateOne(this.grants, grant.id, grant);
    for (const line of effects.lines) insertOnce(this.lines, line.id, line);
    for (const review of effects.reviewsInserted) insertOnce(this.reviews, review.id, review);
    for (const review of effects.reviewsUpdated) updateOne(this.reviews, review.id, review);
    for (const correction of effects.corrections) insertOnce(this.corrections, correction.lineId, correction);
    for (const hold of effects.holdsInserted) insertOnce(this.holds, hold.id, { ...hold });
    for (const hold of effects.holdsUpdated) this.#updateHold(hold);
    for (const { scope, key, of, subjectId } of effects.keys)
      insertOnce(this.keys, `${scope}:${key}`, { of, subjectId });
    if (effects.selling !== null) this.selling.commit(effects.selling);
    this.usage.push(...effects.usage);
    this.charges.push(...effects.charges);
    for (const notice of effects.notices) {
      const isThere = this.notices.some(({ dedupeKey }) => dedupeKey === notice.dedupeKey);
      invariant(!isThere, `${notice.dedupeKey} is told once`);
      this.notices.push(notice);
    }
    const { lastSeq, ledgerTotal, debt } = effects.balance;
    invariant(lastSeq === BigInt(this.entries.length), "seq counts the entries");
    this.account = {
      ...this.account,
      ...(effects.capsSet === null ? {} : { caps: effects.capsSet }),
      ...(effects.alertRules === null ? {} : { alertRules: effects.alertRules }),
      ...(effects.settings === null ? {} : effects.settings),
      version: this.account.version + 1n,
      lastSeq,
      ledgerTotal,
      debt,
      lastRecordedAt: effects.now,
    };
  }

  #append(entry: LedgerEntry, now: Instant): void {
    const before = this.entries.at(-1);
    invariant(entry.seq === (before?.seq ?? 0n) + 1n, "seq has no gap");
    invariant(
      entry.balanceAfter === (before?.balanceAfter ?? 0n) + entry.amount,
      "each entry carries the sum up to itself",
    );
    invariant(entry.recordedAt === now, "entries are recorded when they are committed");
    invariant(
      entry.leg === 1 || (before?.runId === entry.runId && before.leg === entry.leg - 1),
      "a run is contiguous",
    );
    invariant(
      entry.leg > 1 || before === undefined || before.leg === before.legs,
      "a run is complete before the next begins",
    );
    invariant(
      entry.amount !== 0n || ((entry.kind === "usage" || entry.kind === "void") && entry.grantId === null),
      "only a use that cost nothing and a void have an entry of 0",
    );
    this.entries.push(entry);
  }

  #updateHold(hold: Hold): void {
    const before = this.holds.get(hold.id);
    const isNext = before?.status === "open" || (before?.status === "abandoned" && hold.status === "settled");
    invariant(isNext, "a hold that has ended changes no more, but for one settlement");
    updateOne(this.holds, hold.id, { ...hold });
  }

  #chargedFor(commands: readonly Command[], now: Instant): readonly ChargedInWindows[] {
    const caps = commands.flatMap((command) => (command.kind === "set_caps" ? command.caps : []));
    const agents = new Set([null, ...[...this.account.caps, ...caps].map(({ agentId }) => agentId)]);
    const today = localDay(now, this.account.timeZone);
    return [...agents].map((agentId) => {
      const own = this.charges.filter((delta) => agentId === null || delta.agentId === agentId);
      const sum = (from: string) =>
        own.reduce((total, { day, charged }) => (day.startsWith(from) ? total + charged : total), 0n);
      return { agentId, today: microTokens(sum(today)), thisMonth: microTokens(sum(today.slice(0, 7))) };
    });
  }

  #bringLine(lines: Map<string, LineWithLegs>, lineId: string): void {
    const line = this.lines.get(lineId);
    if (line !== undefined) lines.set(lineId, { line, legs: this.legsOf(lineId) });
  }

  #remember(remembered: Map<KeyRef, Remembered>, ref: KeyRef): void {
    const taken = this.keys.get(ref);
    const stands = taken === undefined ? undefined : this.#standsFor(taken.of, taken.subjectId);
    if (stands !== undefined) remembered.set(ref, stands);
  }

  #standsFor(of: Remembered["of"], subjectId: string): Remembered | undefined {
    const grant = this.grants.get(subjectId);
    if (of === "grant" && grant !== undefined) return { of, grant, balanceAfter: this.#balanceAfterRun(subjectId) };
    const review = this.reviews.get(subjectId);
    const line = this.lines.get(review?.lineId ?? subjectId);
    if (line !== undefined && (of === "usage" || of === "review")) return { of: "usage", line };
    if (of === "review" && review !== undefined) return { of, review };
    const hold = this.holds.get(subjectId);
    if (of === "hold" && hold !== undefined) return { of, hold };
    const correction = [...this.corrections.values()].find(({ id }) => id === subjectId);
    return of === "correction" && correction !== undefined ? { of, correction } : undefined;
  }

  #balanceAfterRun(runId: string): LedgerEntry["balanceAfter"] {
    const last = this.entries.findLast((entry) => entry.runId === runId);
    invariant(last !== undefined, "a grant has a run");
    return last.balanceAfter;
  }
}

function insertOnce<Key, Row>(rows: Map<Key, Row>, key: Key, row: Row): void {
  invariant(!rows.has(key), `${String(key)} is inserted once`);
  rows.set(key, row);
}

function updateOne<Key, Row>(rows: Map<Key, Row>, key: Key, row: Row): void {
  invariant(rows.has(key), `${String(key)} is updated only if it is there`);
  rows.set(key, row);
}
