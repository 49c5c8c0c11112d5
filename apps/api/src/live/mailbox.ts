import type { Hint } from "./live-feed.ts";

/** Keeps the newest hint until it is fetched: whoever reads slowly misses steps, never the end, and nothing piles up. */
export class Mailbox {
  #hint: Hint | null = null;
  #wake: () => void = () => undefined;

  put(hint: Hint): void {
    const isNewer =
      this.#hint === null ||
      hint.version === null ||
      (this.#hint.version !== null && hint.version > this.#hint.version);
    if (isNewer) this.#hint = hint;
    this.#wake();
  }

  /** The newest hint; null when none came within the time or the signal ended the wait. */
  async fetch(withinMilliseconds: number, signal: AbortSignal): Promise<Hint | null> {
    if (this.#hint === null && !signal.aborted) await this.#wait(withinMilliseconds, signal);
    const hint = this.#hint;
    this.#hint = null;
    return hint;
  }

  #wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        this.#wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener("abort", end, { once: true });
      this.#wake = end;
    });
  }
}
