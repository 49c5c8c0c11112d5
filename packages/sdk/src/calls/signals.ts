import type { CallTime } from "./call-time.ts";
import type { Listeners } from "./listeners.ts";

/** So long before its end a call is told to say goodbye. */
export const GOODBYE_MS = 15_000;
/** An answer that comes when it is nearly time is good for it. */
const CONFIRMED_WITHIN_MS = 500;
const THRESHOLDS = [60, 15] as const;
/** So much more must be left before the same is told again: an estimate that trembles is not told each time. */
const REARM_MS = 10_000;

/** Tells how a call runs out: each thing once, and again only when there was more in between. */
export class Signals {
  readonly #time: CallTime;
  readonly #listeners: Listeners;
  readonly #told = new Set<number>();
  #isConfirmed = false;
  #isFinalTold = false;
  #isExhaustedTold = false;

  constructor(time: CallTime, listeners: Listeners) {
    this.#time = time;
    this.#listeners = listeners;
  }

  /** Tells what has become true. */
  check(): void {
    const leftMs = this.#time.leftMs;
    this.#rearm(leftMs);
    if (leftMs <= 0) this.#tellExhausted();
    else this.#tellLow(leftMs);
    if (leftMs > 0 && leftMs <= GOODBYE_MS && this.#isGoodbye && !this.#isFinalTold) {
      this.#isFinalTold = true;
      this.#listeners.tell("final", { secondsLeft: Math.ceil(leftMs / 1_000), because: this.#because });
    }
  }

  /** Farebox said so, or cannot be asked. */
  get isEndCertain(): boolean {
    const { hold, trouble } = this.#time;
    return trouble !== null || hold === null || hold.final === true;
  }

  /** Farebox has just answered. */
  confirm(): void {
    this.#isConfirmed = this.#time.grantedLeftMs <= GOODBYE_MS + CONFIRMED_WITHIN_MS;
  }

  /** The next moment at which something may have to be told; null when there is none. */
  get nextInMs(): number | null {
    const leftMs = this.#time.leftMs;
    const moments = [...THRESHOLDS.map((seconds) => seconds * 1_000), 0].filter((at) => at < leftMs);
    return moments.length === 0 ? null : leftMs - Math.max(...moments);
  }

  get #isGoodbye(): boolean {
    return this.isEndCertain && (this.#time.trouble !== null || this.#time.hold === null || this.#isConfirmed);
  }

  #tellLow(leftMs: number): void {
    const threshold = THRESHOLDS.findLast((seconds) => leftMs <= seconds * 1_000);
    if (threshold === undefined || this.#told.has(threshold)) return;
    for (const passed of THRESHOLDS) if (passed >= threshold) this.#told.add(passed);
    const { isGranted } = this.#time;
    this.#listeners.tell("low", { secondsLeft: Math.ceil(leftMs / 1_000), threshold, isGranted });
  }

  #tellExhausted(): void {
    if (this.#isExhaustedTold) return;
    this.#isExhaustedTold = true;
    this.#listeners.tell("exhausted", { because: this.#because });
  }

  #rearm(leftMs: number): void {
    if (leftMs > 0) this.#isExhaustedTold = false;
    if (leftMs > GOODBYE_MS + REARM_MS) this.#isFinalTold = false;
    for (const seconds of THRESHOLDS) if (leftMs > seconds * 1_000 + REARM_MS) this.#told.delete(seconds);
  }

  get #because(): "tokens" | "outage" {
    return this.#time.trouble === "unavailable" || this.#time.hold === null ? "outage" : "tokens";
  }
}
