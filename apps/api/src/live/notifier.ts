import type { SqlRunner } from "@farebox/db";
import { notifyBalances } from "@farebox/db/reads";

/**
 * Tells the other processes. One statement at a time, with the newest version of each business that moved meanwhile: NOTIFY
 * takes a lock of the whole server at commit, so it is neither inside the money statement nor sent for each of its accounts.
 */
export class Notifier {
  readonly #sql: SqlRunner;
  readonly #sender: string;
  readonly #onFailure: (error: unknown) => void;
  #waiting = new Map<string, bigint>();
  #sending: Promise<void> | null = null;

  constructor(sql: SqlRunner, sender: string, onFailure: (error: unknown) => void) {
    this.#sql = sql;
    this.#sender = sender;
    this.#onFailure = onFailure;
  }

  notify(businessId: string, version: bigint): void {
    this.#waiting.set(businessId, version);
    this.#sending ??= this.#sendAll();
  }

  async whenIdle(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.size > 0) {
      const versions = this.#waiting;
      this.#waiting = new Map();
      // A hint that is lost is made up for by the readers' slow poll.
      await notifyBalances(this.#sql, { sender: this.#sender, versions }).catch(this.#onFailure);
    }
    this.#sending = null;
  }
}
