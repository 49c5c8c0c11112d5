import type { Command, Outcome } from "@farebox/billing-core";
import type { LedgerObserver } from "./ledger-observer.ts";
import { type NotDecided, notDecided } from "./not-decided.ts";
import { recognizeOwnEffect } from "./own-effect.ts";
import { RoundSizes } from "./round-sizes.ts";
import type { AnyVerdict, SettledApart } from "./settle-apart.ts";
import type { AskedTurn } from "./settle-turns.ts";
import { markTried, type Waiting } from "./waiting.ts";
import { type Turn, WaitingRoom } from "./waiting-room.ts";

/**
 * The way to the ledger. While a commit is under way, whatever arrives waits together and is settled by the next one: no
 * timer, so an idle ledger settles at once and a busy one batches by itself. When so much waits that it fills a round of its
 * own, it goes beside the one under way: one round is decided here while the database writes another. Accounts that moved, or that somebody else has
 * locked, are settled again, after two misses under their lock and beside the rounds. Whoever has waited for an account too
 * long hears so before the next attempt, whatever became of the last.
 */
export class Coalescer {
  readonly #options: CoalescerOptions;
  readonly #room: WaitingRoom<Waiting>;
  readonly #sizes = new RoundSizes();
  readonly #idle: (() => void)[] = [];
  #isWaking = false;
  #rounds = 0;
  #lockedNow = 0;
  #alarm: NodeJS.Timeout | undefined;

  constructor(options: CoalescerOptions) {
    this.#options = options;
    this.#room = new WaitingRoom(options.capacity);
  }

  /** False when too much waits: then none was taken on. */
  admit(entries: readonly { readonly businessId: string; readonly item: Waiting }[]): boolean {
    if (!this.#room.admit(entries)) return false;
    this.#wake();
    return true;
  }

  /** Resolves when everything admitted has its answer. */
  whenIdle(): Promise<void> {
    return this.#room.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  #wake(): void {
    if (this.#isWaking) return;
    this.#isWaking = true;
    // A microtask later, so that what arrives together is settled together.
    queueMicrotask(() => {
      this.#isWaking = false;
      this.#startRounds();
    });
  }

  #startRounds(): void {
    for (let most = this.#nextSize(); most !== null; most = this.#nextSize()) {
      const turns = this.#room.take(performance.now(), { turns: most, items: MOST_COMMANDS });
      // Also after the last turn, so that whoever watches sees it come down to nothing.
      this.#options.observer.waiting(this.#room.size);
      if (turns.length === 0) break;
      for (const turn of turns) markTried(turn);
      const inTime = turns.filter((turn) => !this.#answerOverdue(turn));
      const together = inTime.filter(({ misses }) => misses < MISSES_BEFORE_LOCK);
      for (const turn of inTime) if (turn.misses >= MISSES_BEFORE_LOCK) this.#settleBeside(turn);
      if (together.length > 0) void this.#settleTogether(together);
    }
    if (this.#rounds > 0) return;
    this.#setAlarm();
    if (this.#room.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  #nextSize(): number | null {
    const { ready, size: waiting } = this.#room;
    return this.#sizes.next({ now: performance.now(), underWay: this.#rounds, ready, waiting });
  }

  async #settleTogether(turns: readonly Turn<Waiting>[]): Promise<void> {
    this.#rounds += 1;
    const startedAt = performance.now();
    const { verdicts } = await this.#options.settle(turns.map(toAsked));
    this.#options.observer.settled({
      accounts: turns.length,
      commands: turns.reduce((count, { items }) => count + items.length, 0),
      seconds: (performance.now() - startedAt) / 1_000,
    });
    this.#rounds -= 1;
    for (const [index, turn] of turns.entries()) this.#conclude(turn, verdicts[index]);
    this.#wake();
  }

  /** Beside the rounds: whoever waits for a lock holds up nobody else. */
  #settleBeside(turn: Turn<Waiting>): void {
    if (this.#lockedNow >= MOST_LOCKED_AT_ONCE) {
      this.#room.giveBack(turn, {
        left: turn.items,
        misses: turn.misses,
        mostAtOnce: turn.mostAtOnce,
        dueAt: performance.now() + jitter(MISSES_UNTIL_LONGEST_PAUSE),
      });
      return;
    }
    this.#lockedNow += 1;
    this.#options.observer.locked();
    void this.#options.settleLocked(toAsked(turn)).then(({ verdicts }) => {
      this.#lockedNow -= 1;
      this.#conclude(turn, verdicts[0]);
      this.#wake();
    });
  }

  /** Answers what can be answered and gives the rest back to the front of its line. */
  #conclude(turn: Turn<Waiting>, verdict: AnyVerdict | undefined): void {
    const { observer } = this.#options;
    switch (verdict?.verdict) {
      case "settled":
        this.#answer(turn, verdict);
        this.#room.giveBack(turn, { mostAtOnce: turn.mostAtOnce * 2 });
        break;
      case "moved":
        observer.moved();
        this.#tryAgain(turn, turn.misses + 1);
        break;
      case "unconfirmed":
        observer.unconfirmed();
        // No miss: the account is asked for only now.
        this.#tryAgain(turn, turn.misses, 0);
        break;
      case "contended":
        this.#tryAgain(turn, Math.max(MISSES_BEFORE_LOCK, turn.misses + 1));
        break;
      case "answer_lost":
        observer.answerLost(verdict.cause);
        this.#sendAgain(turn, verdict.cause);
        break;
      case "unavailable":
        this.#giveUp(turn, notDecided("unavailable", verdict.cause));
        break;
      case "failed":
        this.#isolate(turn, verdict.cause);
        break;
      case undefined:
        this.#giveUp(turn, notDecided("internal", new Error("a turn was settled without a verdict")));
    }
  }

  #answer(turn: Turn<Waiting>, { outcomes, version }: Extract<AnyVerdict, { verdict: "settled" }>): void {
    if (version !== null) this.#options.onCommitted(turn.businessId, version);
    for (const [index, item] of turn.items.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) {
        item.answer(notDecided("internal", new Error("a command was settled without an outcome")));
        continue;
      }
      const answer = item.answersLost === 0 ? outcome : recognizeOwnEffect(item.command, outcome);
      this.#options.observer.answered({ kind: item.command.kind, outcome: nameOf(answer) });
      item.answer(answer);
    }
  }

  #tryAgain(turn: Turn<Waiting>, misses: number, pauseMs = jitter(misses)): void {
    const left = this.#stillInTime(turn);
    this.#room.giveBack(turn, { left, misses, mostAtOnce: turn.mostAtOnce, dueAt: performance.now() + pauseMs });
  }

  /** True when somebody in the turn had waited too long: then the others are back at the front of their line. */
  #answerOverdue(turn: Turn<Waiting>): boolean {
    const left = this.#stillInTime(turn);
    if (left.length === turn.items.length) return false;
    this.#room.giveBack(turn, { left, misses: turn.misses, mostAtOnce: turn.mostAtOnce });
    return true;
  }

  /** Tells those who waited too long, and keeps the others. What may have been written is never called a conflict. */
  #stillInTime({ items }: Turn<Waiting>): readonly Waiting[] {
    const now = performance.now();
    const over = items.filter(({ waitsSince }) => now - (waitsSince ?? now) > LONGEST_WAIT_MS);
    if (over.length === 0) return items;
    for (const { answersLost, answer } of over) answer(notDecided(answersLost > 0 ? "unavailable" : "ledger_conflict"));
    this.#options.observer.conflicted(over.length);
    return items.filter((item) => !over.includes(item));
  }

  /** Through the door again: the version and the keys make it safe, whatever became of the first time. */
  #sendAgain(turn: Turn<Waiting>, cause: unknown): void {
    for (const item of turn.items) item.answersLost += 1;
    const over = turn.items.filter((item) => item.answersLost > MOST_ANSWERS_LOST);
    for (const item of over) item.answer(notDecided("unavailable", cause));
    const left = turn.items.filter((item) => item.answersLost <= MOST_ANSWERS_LOST);
    this.#room.giveBack(turn, { left, misses: turn.misses, dueAt: performance.now() + jitter(MOST_ANSWERS_LOST) });
  }

  /** The first half next: whatever fails for a reason of its own ends up alone, with everything before it settled. */
  #isolate(turn: Turn<Waiting>, cause: unknown): void {
    if (turn.items.length > 1) {
      const mostAtOnce = Math.floor(turn.items.length / 2);
      this.#room.giveBack(turn, { left: turn.items, misses: turn.misses, mostAtOnce });
      return;
    }
    this.#options.observer.failed(turn.businessId, cause);
    this.#giveUp(turn, notDecided("internal", cause));
  }

  #giveUp(turn: Turn<Waiting>, answer: NotDecided): void {
    for (const item of turn.items) item.answer(answer);
    this.#room.giveBack(turn);
  }

  #setAlarm(): void {
    clearTimeout(this.#alarm);
    const dueAt = this.#room.nextDueAt();
    if (dueAt !== null) this.#alarm = setTimeout(() => this.#wake(), Math.max(0, dueAt - performance.now()));
  }
}

export type CoalescerOptions = {
  readonly settle: (turns: readonly AskedTurn[]) => Promise<SettledApart>;
  readonly settleLocked: (turn: AskedTurn) => Promise<SettledApart>;
  readonly onCommitted: (businessId: string, version: bigint) => void;
  readonly observer: LedgerObserver;
  readonly capacity: number;
};

const MOST_COMMANDS = 500;
const MISSES_BEFORE_LOCK = 2;
const MOST_LOCKED_AT_ONCE = 4;
const MOST_ANSWERS_LOST = 3;
/** The last attempt may begin just before, and waits for a lock no longer than the database lets it. */
const LONGEST_WAIT_MS = 2_000;
const MISSES_UNTIL_LONGEST_PAUSE = 6;

/** Two processes that missed each other must not meet again at the same moment. */
function jitter(misses: number): number {
  return Math.random() * Math.min(50, 2 ** Math.min(misses, MISSES_UNTIL_LONGEST_PAUSE));
}

function nameOf(outcome: Outcome[Command["kind"]]): string {
  return outcome.outcome === "refused" ? outcome.error.code : outcome.outcome;
}

function toAsked({ businessId, items }: Turn<Waiting>): AskedTurn {
  return { businessId, commands: items.map(({ command }) => command) };
}
