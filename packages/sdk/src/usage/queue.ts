import { closed, FareboxError, isUnavailable, toFareboxError } from "../errors.ts";
import { backOffMs } from "../http/back-off.ts";
import type { CaptureEntry, Entry, UsageEntry } from "../journal/entry.ts";
import { MEMORY_STORE, type Store } from "../journal/store.ts";
import type { Ask } from "../procedures.ts";
import type { Settings } from "../settings.ts";
import { within } from "../within.ts";
import { checkEvent } from "./check-event.ts";
import { type CaptureDelivered, deliverCapture } from "./deliver-capture.ts";
import { postUsage } from "./post-usage.ts";
import { isWrong, toRefusal } from "./refusal.ts";
import type { UsageEvent, UsageResult } from "./usage-types.ts";

const MOST_AT_ONCE = 500;
const MOST_WAIT_MS = 10_000;

/** What must still reach the ledger: kept until it is there or refused for good, and delivered one batch after the other. */
export class Queue {
  readonly #ask: Ask;
  readonly #settings: Settings;
  readonly #entries = new Map<string, Entry>();
  readonly #waiters: (() => void)[] = [];
  readonly #heard = new Map<string, (delivered: Delivered) => void>();
  #store: Promise<Store> | null = null;
  #delivering: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #failures = 0;
  #arriving = 0;
  #isClosed = false;

  constructor(ask: Ask, settings: Settings) {
    this.#ask = ask;
    this.#settings = settings;
    // What a process before this one has left is delivered without anybody asking.
    if (settings.queueFile !== null) this.#opened().catch(settings.onError);
  }

  get size(): number {
    return this.#entries.size;
  }

  async enqueue(event: UsageEvent): Promise<void> {
    checkEvent(event);
    if (this.#entries.size + this.#arriving >= this.#settings.maxQueued)
      throw new FareboxError("queue_full", `${this.#settings.maxQueued} events are queued already.`, {
        retryable: true,
      });
    this.#arriving += 1;
    try {
      await this.put({ id: `usage ${event.businessId ?? ""} ${event.key}`, kind: "usage", event });
    } finally {
      this.#arriving -= 1;
    }
  }

  /** Keeps an entry, in the place of one with its id. `heard` is told what became of it, if this process lives so long. */
  async put(entry: Entry, heard?: (delivered: Delivered) => void): Promise<void> {
    if (this.#isClosed) throw closed();
    const store = await this.#opened();
    await store.put(entry);
    this.#entries.set(entry.id, entry);
    if (heard !== undefined) this.#heard.set(entry.id, heard);
    this.#deliver();
  }

  /** What need not be delivered after all. */
  async drop(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (entry !== undefined) await this.#forget([entry]);
  }

  /** Everything that is in the queue now is out of it when this answers; `timeout` when that takes too long. */
  async flush(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    await within(this.#opened(), timeoutMs);
    const awaited = new Map([...this.#entries].filter(([, entry]) => !isRunning(entry)));
    this.#failures = Math.min(this.#failures, 1);
    this.#wake?.();
    this.#deliver();
    while ([...awaited].some(([id, entry]) => this.#entries.get(id) === entry)) {
      if (performance.now() >= deadline)
        throw new FareboxError("timeout", `${this.size} events are still queued.`, { retryable: true });
      await within(new Promise<void>((resolve) => this.#waiters.push(resolve)), deadline - performance.now()).catch(
        () => undefined,
      );
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake?.();
    await this.#delivering;
    const store = await this.#store?.catch(() => null);
    await store?.close();
  }

  #opened(): Promise<Store> {
    this.#store ??= this.#open().catch((failure) => {
      this.#store = null;
      throw toFareboxError(failure);
    });
    return this.#store;
  }

  async #open(): Promise<Store> {
    const { queueFile, onError } = this.#settings;
    if (queueFile === null) return MEMORY_STORE;
    // Loaded only by those who want a file.
    const { openFileStore } = await import("../journal/file-store.ts");
    const { entries, store } = await openFileStore(queueFile, (lines) =>
      onError(new FareboxError("queue_failed", `${lines} damaged lines of ${queueFile} were left out.`)),
    );
    // Whatever call was running then runs no more: its seconds are what was written last.
    for (const [id, entry] of entries)
      this.#entries.set(id, entry.kind === "usage" ? { ...entry, isRunning: false } : entry);
    this.#deliver();
    return store;
  }

  #deliver(): void {
    if (this.#delivering !== null || this.#isClosed) return;
    this.#delivering = this.#deliverAll()
      .catch((failure) => this.#settings.onError(toFareboxError(failure)))
      .finally(() => {
        this.#delivering = null;
        if (this.#next().length > 0) this.#deliver();
      });
  }

  async #deliverAll(): Promise<void> {
    for (let batch = this.#next(); batch.length > 0 && !this.#isClosed; batch = this.#next()) {
      const error = await this.#deliverBatch(batch);
      for (const tell of this.#waiters.splice(0)) tell();
      if (error === null) {
        this.#failures = 0;
        continue;
      }
      this.#failures += 1;
      if (!isUnavailable(error) || this.#failures === 5) this.#settings.onError(error);
      await this.#pause(Math.max(backOffMs(this.#failures, { mostMs: MOST_WAIT_MS }), error.retryAfterMs ?? 0));
    }
  }

  /** Usage travels together; an end of a call alone. What still runs waits for its end. */
  #next(): readonly Entry[] {
    const batch: UsageEntry[] = [];
    for (const entry of this.#entries.values()) {
      if (isRunning(entry)) continue;
      if (entry.kind === "capture") {
        if (batch.length === 0) return [entry];
        continue;
      }
      batch.push(entry);
      if (batch.length >= MOST_AT_ONCE) break;
    }
    return batch;
  }

  async #deliverBatch(batch: readonly Entry[]): Promise<FareboxError | null> {
    const [first] = batch;
    if (first?.kind === "capture") return this.#deliverCapture(first);
    const entries = batch as readonly UsageEntry[];
    const posted = await postUsage(
      this.#ask,
      entries.map(({ event }) => event),
      { timeoutMs: 2 * this.#settings.attemptTimeoutMs },
    );
    const done: Entry[] = [];
    let problem: FareboxError | null = null;
    for (const [index, entry] of entries.entries()) {
      const result = posted[index];
      if (result === undefined) continue;
      if (result instanceof FareboxError && !isWrong(result)) {
        problem ??= result;
        this.#postpone(entry, result);
        continue;
      }
      done.push(entry);
      this.#tell(entry, result);
    }
    await this.#forget(done);
    return problem;
  }

  async #deliverCapture(entry: CaptureEntry): Promise<FareboxError | null> {
    const delivered = await deliverCapture(this.#ask, entry, 2 * this.#settings.attemptTimeoutMs);
    if (delivered instanceof FareboxError && !isWrong(delivered) && delivered.code !== "not_found") {
      this.#postpone(entry, delivered);
      return delivered;
    }
    this.#heard.get(entry.id)?.(delivered);
    if (delivered instanceof FareboxError) this.#settings.onError(delivered);
    await this.#forget([entry]);
    return null;
  }

  #tell(entry: UsageEntry, result: UsageResult | FareboxError): void {
    const refused = result instanceof FareboxError ? toRefusal(entry.event, result) : result;
    this.#heard.get(entry.id)?.(refused);
    if (refused.outcome === "refused") this.#settings.onRefused(entry.event, refused);
  }

  /** What somebody must put right first does not hold up what comes after it. */
  #postpone(entry: Entry, error: FareboxError): void {
    if (isUnavailable(error) || this.#entries.get(entry.id) !== entry) return;
    this.#entries.delete(entry.id);
    this.#entries.set(entry.id, entry);
  }

  async #forget(done: readonly Entry[]): Promise<void> {
    // An entry that was replaced meanwhile is another one.
    const gone = done.filter((entry) => this.#entries.get(entry.id) === entry);
    for (const { id } of gone) {
      this.#entries.delete(id);
      this.#heard.delete(id);
    }
    (await this.#opened()).remove(gone.map(({ id }) => id));
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), delayMs);
      // An outage must not keep a process alive that wants to end; it is flushed when it does.
      timer.unref?.();
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      if (this.#isClosed) this.#wake();
    });
  }
}

export type Delivered = UsageResult | CaptureDelivered | FareboxError;

function isRunning(entry: Entry): boolean {
  return entry.kind === "usage" && entry.isRunning === true;
}
