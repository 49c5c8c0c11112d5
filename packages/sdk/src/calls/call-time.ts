import type { Clock } from "../clock.ts";
import type { Hold } from "./call-types.ts";

/** Why Farebox does not answer as it should; null when it does. Only an outage lets an allowance be used. */
export type Trouble = "unavailable" | "refused" | null;

/**
 * What a call has lasted, and what it has left, in milliseconds of the monotonic clock.
 *
 * First come the seconds it ran on an allowance before it had a hold (`allowedMs`), then those of its hold. While Farebox
 * is away and the allowance is used up, time is not counted: nobody said that these seconds may be charged.
 */
export class CallTime {
  readonly #clock: Clock;
  readonly #allowanceMs: number;
  #startedAtMs: number;
  /** Of the allowance, what was used by outages that are over. */
  #usedMs = 0;
  #trouble: Trouble = null;
  #frozenMs: number | null = null;
  /** Booked as usage, because there was no hold. */
  allowedMs = 0;
  hold: Hold | null = null;

  constructor(clock: Clock, { allowanceMs, elapsedMs }: { readonly allowanceMs: number; readonly elapsedMs: number }) {
    this.#clock = clock;
    this.#allowanceMs = allowanceMs;
    this.#startedAtMs = clock.nowMs() - elapsedMs;
  }

  /** Of the whole call. */
  get elapsedMs(): number {
    return this.allowedMs + this.holdElapsedMs;
  }

  get trouble(): Trouble {
    return this.#trouble;
  }

  /** Of what the hold is for; without one, of the call. */
  get holdElapsedMs(): number {
    if (this.#frozenMs !== null) return this.#frozenMs;
    const elapsedMs = this.#clock.nowMs() - this.#startedAtMs - this.allowedMs;
    const limitMs = this.#limitMs;
    return limitMs === null ? elapsedMs : Math.min(elapsedMs, limitMs);
  }

  /** Until the end of what is granted. */
  get grantedLeftMs(): number {
    return this.hold === null ? 0 : this.hold.grantedSeconds * 1_000 - this.holdElapsedMs;
  }

  /** Until the end of what is granted, and beyond it what is allowed in an outage or else what the balance would pay. */
  get leftMs(): number {
    if (this.hold === null) return this.#allowanceMs - this.holdElapsedMs;
    if (this.#trouble === "unavailable") return this.grantedLeftMs + this.#allowanceLeftMs;
    if (this.#trouble === "refused") return this.grantedLeftMs;
    // An older API may not estimate.
    return Math.max(this.hold.affordableSeconds || 0, this.hold.grantedSeconds) * 1_000 - this.holdElapsedMs;
  }

  /** Tokens are set aside for all that is left. */
  get isGranted(): boolean {
    if (this.hold === null) return false;
    if (this.#trouble === "unavailable") return this.#allowanceLeftMs === 0;
    return this.#trouble !== null || !(this.hold.affordableSeconds > this.hold.grantedSeconds);
  }

  /** Farebox does not answer any more, or again. What was not counted while it did not is passed over for good. */
  setTrouble(trouble: Trouble): void {
    if (trouble === null && this.#trouble !== null) {
      const isOutage = this.#trouble === "unavailable";
      const countedMs = this.holdElapsedMs;
      this.#trouble = null;
      if (isOutage) this.#usedMs += Math.max(0, -this.grantedLeftMs);
      this.countFrom(countedMs);
    }
    this.#trouble = trouble;
  }

  /** The hold has lasted so long by now. */
  countFrom(holdElapsedMs: number): void {
    this.#startedAtMs = this.#clock.nowMs() - this.allowedMs - holdElapsedMs;
  }

  /** Nothing is counted from here on. */
  freeze(holdElapsedMs = this.holdElapsedMs): void {
    this.#frozenMs = holdElapsedMs;
  }

  /** A hold was opened that has lasted so long: what the call lasted before is allowed, up to the allowance. */
  openHold(hold: Hold, holdElapsedMs: number): void {
    const elapsedMs = this.holdElapsedMs;
    this.allowedMs = Math.floor(Math.max(0, elapsedMs - holdElapsedMs) / 1_000) * 1_000;
    this.#usedMs = Math.min(this.#allowanceMs, elapsedMs);
    this.hold = hold;
    this.#trouble = null;
    const countedMs = Math.min(holdElapsedMs, elapsedMs);
    if (this.#frozenMs !== null) this.#frozenMs = countedMs;
    this.countFrom(countedMs);
  }

  get #allowanceLeftMs(): number {
    return Math.max(0, this.#allowanceMs - this.#usedMs);
  }

  /** Null: however long it takes is counted. */
  get #limitMs(): number | null {
    if (this.#allowanceMs === 0) return null;
    if (this.hold === null) return this.#allowanceMs;
    return this.#trouble === "unavailable" ? this.hold.grantedSeconds * 1_000 + this.#allowanceLeftMs : null;
  }
}
