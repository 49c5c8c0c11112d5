import { DatabaseFailure } from "../connections/database-failure.ts";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { type BalanceRow, readBalances } from "./read-balance.ts";

/**
 * Balance reads of one process, as the service: all that are asked for while as many statements as may be are under way
 * share the next one. Each is read after it was asked for, so that whoever saw a commit sees it in the balance, too.
 */
export class SharedBalances {
  readonly #sql: SqlRunner;
  #waiting = new Map<string, PromiseWithResolvers<BalanceRow | null>>();
  #underWay = 0;

  constructor(sql: SqlRunner) {
    this.#sql = sql;
  }

  /** Null when there is no such business. */
  read(businessId: string): Promise<BalanceRow | null> {
    const asked = this.#waiting.get(businessId);
    if (asked !== undefined) return asked.promise;
    const answer = Promise.withResolvers<BalanceRow | null>();
    this.#waiting.set(businessId, answer);
    // A microtask later, so that what is asked for together is read together.
    if (this.#waiting.size === 1) queueMicrotask(() => this.#readNext());
    return answer.promise;
  }

  #readNext(): void {
    if (this.#underWay === MOST_AT_ONCE || this.#waiting.size === 0) return;
    const asked = this.#waiting;
    this.#waiting = new Map();
    this.#underWay += 1;
    void this.#answer(asked).then(() => {
      this.#underWay -= 1;
      this.#readNext();
    });
  }

  async #answer(asked: ReadonlyMap<string, PromiseWithResolvers<BalanceRow | null>>): Promise<void> {
    try {
      const found = await readBalances(this.#sql, [...asked.keys()]);
      for (const [businessId, { resolve }] of asked) resolve(found.get(businessId) ?? null);
    } catch (error) {
      if (asked.size > 1 && isAboutOne(error)) {
        for (const one of asked) await this.#answer(new Map([one]));
      } else for (const { reject } of asked.values()) reject(error);
    }
  }
}

const MOST_AT_ONCE = 2;

/** The server refused what was asked, such as an id that is none: whoever asked for something else shall not suffer for it. */
function isAboutOne(error: unknown): boolean {
  return error instanceof DatabaseFailure && error.kind === "other";
}
