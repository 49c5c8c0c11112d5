import { type FareboxError, invalidArgument } from "../errors.ts";
import { backOffMs } from "../http/back-off.ts";
import type { CallParts } from "./call-parts.ts";
import { CallTime } from "./call-time.ts";
import type { Call, CallEnd, CallEvents, CallToStart, EndedCall, Hold } from "./call-types.ts";
import { endCall } from "./end-call.ts";
import { heartbeat } from "./heartbeat.ts";
import { Listeners } from "./listeners.ts";
import { openLate } from "./open-late.ts";
import { showCall } from "./show-call.ts";
import { GOODBYE_MS, Signals } from "./signals.ts";

const MOST_BETWEEN_BEATS_MS = 30_000;
const LEAST_BETWEEN_BEATS_MS = 1_000;
const SOONEST_MS = 5;

/** One call of this process: it sends heartbeats, or tries to open its hold, until it ends. */
export class LiveCall {
  /** What its owner sees of it. */
  readonly shown: Call = showCall(this);
  readonly parts: CallParts;
  readonly asked: CallToStart;
  readonly time: CallTime;
  readonly #listeners: Listeners;
  readonly #signals: Signals;
  #state: Call["state"];
  #seq = 0;
  #failures = 0;
  #nextBeatAtMs = 0;
  #cancelWake: () => void = () => undefined;
  #beating: Promise<void> | null = null;
  #end: Promise<CallEnd> | null = null;

  constructor(parts: CallParts, asked: CallToStart, { hold, elapsedMs }: Begun) {
    const { clock, allowance, onError } = parts.settings;
    this.parts = parts;
    this.asked = asked;
    this.time = new CallTime(clock, { allowanceMs: (allowance?.allowSeconds ?? 0) * 1_000, elapsedMs });
    this.#listeners = new Listeners(onError);
    this.#signals = new Signals(this.time, this.#listeners);
    this.#state = hold === null ? "allowed" : hold.status === "open" ? "live" : "lost";
    if (hold !== null) this.#take(hold);
    this.#beatIn(hold === null ? backOffMs(1, { firstMs: 500 }) : this.#untilNextBeatMs());
    if (this.#state === "lost") this.time.freeze();
    // Whoever just got this call has a turn to listen before anything is told.
    this.#wakeIn(0, () => (hold === null || this.#isRunning ? this.#awake() : this.#tellLost(hold, null)));
  }

  get callId(): string {
    return this.asked.callId;
  }

  get service(): string {
    return this.asked.service;
  }

  get hold(): Hold | null {
    return this.time.hold;
  }

  get state(): Call["state"] {
    return this.#state;
  }

  get holdId(): string | null {
    return this.time.hold?.holdId ?? null;
  }

  get elapsedSeconds(): number {
    return Math.floor(this.time.elapsedMs / 1_000);
  }

  get secondsLeft(): number {
    return this.#isRunning ? toSeconds(this.time.leftMs) : 0;
  }

  get grantedSecondsLeft(): number {
    return this.#isRunning ? toSeconds(this.time.grantedLeftMs) : 0;
  }

  get isFinal(): boolean {
    return !this.#isRunning || this.#signals.isEndCertain;
  }

  on<Name extends keyof CallEvents>(name: Name, listener: (event: CallEvents[Name]) => unknown): () => void {
    return this.#listeners.add(name, listener);
  }

  async end({ elapsedSeconds }: EndedCall = {}): Promise<CallEnd> {
    // Refused before it is the one end there is: the call lives on, and can be ended with what was meant.
    if (!((elapsedSeconds ?? 0) >= 0)) throw invalidArgument("elapsedSeconds");
    this.#end ??= this.#finish(elapsedSeconds ?? null);
    return this.#end;
  }

  /** No more heartbeats: it is left to whoever resumes it. */
  leave(): void {
    this.#cancelWake();
    if (this.#isRunning) this.#state = "lost";
  }

  /** It is over, and not by us. What an abandoned call really lasted can still be said at its end. */
  lose(hold: Hold | null, error: FareboxError | null = null): void {
    if (!this.#isRunning) return;
    this.#cancelWake();
    this.#state = "lost";
    if (hold !== null) this.#take(hold);
    this.#tellLost(hold, error);
  }

  #tellLost(hold: Hold | null, error: FareboxError | null): void {
    const because = hold === null ? "refused" : hold.status === "abandoned" ? "abandoned" : "ended_elsewhere";
    this.#listeners.tell("lost", { because, hold, error });
  }

  /** Farebox answered with the call as it is. */
  extended(hold: Hold): void {
    this.#failures = 0;
    this.time.setTrouble(null);
    this.#take(hold);
    this.#beatIn(this.#untilNextBeatMs());
  }

  /** Its hold is open at last. */
  opened(hold: Hold, holdElapsedMs: number): void {
    this.#failures = 0;
    this.time.openHold(hold, holdElapsedMs);
    this.#state = "live";
    this.#take(hold);
    this.#beatIn(this.#untilNextBeatMs());
  }

  failed(trouble: "unavailable" | "refused"): void {
    this.#failures += 1;
    this.time.setTrouble(trouble);
    this.#beatIn(
      backOffMs(this.#failures, { firstMs: 250, mostMs: trouble === "refused" ? MOST_BETWEEN_BEATS_MS : 3_000 }),
    );
  }

  nextSeq(): number {
    this.#seq = Math.max(this.#seq, this.time.hold?.lastSeq ?? 0) + 1;
    return this.#seq;
  }

  get #isRunning(): boolean {
    return this.#state === "live" || this.#state === "allowed";
  }

  #take(hold: Hold): void {
    this.time.hold = hold;
    this.#signals.confirm();
  }

  #untilNextBeatMs(): number {
    const { grantedLeftMs } = this.time;
    const beatMs = Math.min(grantedLeftMs / 2, MOST_BETWEEN_BEATS_MS) * (0.8 + Math.random() * 0.2);
    // When it is time to say goodbye, it is asked once more whether it is.
    const goodbyeMs = grantedLeftMs - GOODBYE_MS;
    return Math.max(LEAST_BETWEEN_BEATS_MS, goodbyeMs > 0 ? Math.min(beatMs, goodbyeMs) : beatMs);
  }

  #beatIn(delayMs: number): void {
    this.#nextBeatAtMs = this.parts.settings.clock.nowMs() + delayMs;
  }

  #schedule(): void {
    if (!this.#isRunning || this.#end !== null) return;
    const untilBeatMs =
      this.#beating === null ? this.#nextBeatAtMs - this.parts.settings.clock.nowMs() : Number.POSITIVE_INFINITY;
    const delayMs = Math.min(untilBeatMs, this.#signals.nextInMs ?? MOST_BETWEEN_BEATS_MS, MOST_BETWEEN_BEATS_MS);
    this.#wakeIn(Math.max(delayMs, SOONEST_MS), () => this.#awake());
  }

  #wakeIn(delayMs: number, run: () => void): void {
    this.#cancelWake();
    this.#cancelWake = this.parts.settings.clock.after(delayMs, run);
  }

  #awake(): void {
    if (!this.#isRunning || this.#end !== null) return;
    this.#signals.check();
    if (this.#beating === null && this.parts.settings.clock.nowMs() >= this.#nextBeatAtMs - 1) {
      const beat = this.#state === "allowed" ? openLate(this) : heartbeat(this);
      this.#beating = beat.finally(() => {
        this.#beating = null;
        if (!this.#isRunning || this.#end !== null) return;
        this.#signals.check();
        this.#schedule();
      });
    }
    this.#schedule();
  }

  async #finish(elapsedSeconds: number | null): Promise<CallEnd> {
    this.#cancelWake();
    if (elapsedSeconds === null) this.time.freeze();
    await this.#beating;
    this.#state = "ended";
    this.parts.forget(this);
    const end = await endCall(this, elapsedSeconds, (settled) => this.#listeners.tell("settled", settled));
    if (end.outcome !== "queued") this.#listeners.tell("settled", end);
    return end;
  }
}

/** Null waits on an allowance until there is a hold. */
export type Begun = { readonly hold: Hold | null; readonly elapsedMs: number };

/** The second that has begun is left until it is over, as it is not elapsed before: together they are what is granted. */
function toSeconds(milliseconds: number): number {
  return Math.max(0, Math.ceil(milliseconds / 1_000));
}
