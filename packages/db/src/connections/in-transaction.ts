import type { PoolClient, QueryResult } from "pg";
import { CommitUnknown, DatabaseFailure, isConnectionUsableAfter, toDatabaseFailure } from "./database-failure.ts";
import { acquire, type DatabasePool } from "./pool.ts";
import { runStatement, type SqlRunner, withinDeadline } from "./sql-runner.ts";

/**
 * Runs `work` in one transaction on one checked-out connection, which no other work can reach until it is given back
 * clean or destroyed. Commits when `work` returns and none of its statements failed, even one whose error it swallowed.
 *
 * Throws CommitUnknown when the answer to COMMIT was lost; any other error means that nothing was written.
 */
export async function inTransaction<Result>(
  pool: DatabasePool,
  work: (sql: SqlRunner) => Promise<Result>,
  mode: TransactionMode = "read committed",
): Promise<Result> {
  const client = await acquire(pool);
  const transaction = new Transaction(client, pool);
  try {
    await transaction.begin(mode);
    const result = await work(transaction);
    await transaction.commit();
    client.release();
    return result;
  } catch (error) {
    const isClean = await transaction.rollBack();
    client.release(isClean ? undefined : true);
    throw error;
  }
}

export type TransactionMode = "read committed" | "snapshot, read only";

const BEGIN: Readonly<Record<TransactionMode, string>> = {
  "read committed": "begin isolation level read committed read write",
  // Several reads see one instant, so that a balance and its entries agree.
  "snapshot, read only": "begin isolation level repeatable read read only",
};

class Transaction implements SqlRunner {
  readonly #client: PoolClient;
  readonly #pool: DatabasePool;
  #isOpen = true;
  /** The first failed statement decides the transaction, whatever `work` makes of it. */
  #failure: DatabaseFailure | null = null;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(client: PoolClient, pool: DatabasePool) {
    this.#client = client;
    this.#pool = pool;
  }

  query<Row>(name: string, text: string, parameters: readonly unknown[]): Promise<Row[]> {
    const statement = { name, text, parameters, settings: this.#pool.settings };
    return this.#inTurn("none", () => runStatement<Row>(this.#client, statement));
  }

  begin(mode: TransactionMode): Promise<unknown> {
    return this.#inTurn("none", () => this.#control(BEGIN[mode]));
  }

  async commit(): Promise<void> {
    try {
      const answer = await this.#inTurn("unknown", () => {
        this.#isOpen = false;
        return this.#control("commit");
      });
      // The server answers COMMIT of a transaction that had failed with ROLLBACK, as a success.
      if (answer.command !== "COMMIT") throw this.#fail(rolledBackInstead());
    } catch (error) {
      throw error instanceof DatabaseFailure && error.effect === "unknown" ? new CommitUnknown(error.cause) : error;
    }
  }

  /** True when the connection is known to be out of the transaction and fit for the next caller. */
  async rollBack(): Promise<boolean> {
    this.#isOpen = false;
    await this.#lastTurn;
    if (this.#failure !== null && !isConnectionUsableAfter(this.#failure)) return false;
    try {
      await this.#control("rollback");
      return this.#client.getTransactionStatus() === "I";
    } catch {
      return false;
    }
  }

  // One statement at a time, so that one that fails stops those waiting behind it. And a callback may still be running
  // when its transaction is over (the other half of a Promise.all): what it asks then must not reach the connection,
  // which may already serve somebody else.
  #inTurn<Answer>(ifLost: "none" | "unknown", step: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#lastTurn.then(async () => {
      if (!this.#isOpen) throw this.#failure ?? handleClosed();
      try {
        return await step();
      } catch (error) {
        throw this.#fail(toDatabaseFailure(error, ifLost));
      }
    });
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  #control(text: string): Promise<QueryResult> {
    const { statementTimeoutMilliseconds, answerGraceMilliseconds } = this.#pool.settings;
    return withinDeadline(this.#client.query(text), statementTimeoutMilliseconds + answerGraceMilliseconds);
  }

  #fail(failure: DatabaseFailure): DatabaseFailure {
    this.#isOpen = false;
    this.#failure ??= failure;
    return failure;
  }
}

function rolledBackInstead(): DatabaseFailure {
  return new DatabaseFailure({
    kind: "other",
    effect: "none",
    sqlState: null,
    constraint: null,
    cause: undefined,
  });
}

function handleClosed(): DatabaseFailure {
  return new DatabaseFailure({
    kind: "handle_closed",
    effect: "none",
    sqlState: null,
    constraint: null,
    cause: undefined,
  });
}
