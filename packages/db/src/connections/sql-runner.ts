import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { ConnectionSettings } from "./connection-settings.ts";
import { isConnectionUsableAfter, toDatabaseFailure } from "./database-failure.ts";
import { acquire, type DatabasePool } from "./pool.ts";

/**
 * Runs statements, each committed on its own and each on a connection that carries nothing else meanwhile: nothing can
 * slip into it, and a kill makes exactly one answer unknown. Fails with a DatabaseFailure only.
 */
export function createSqlRunner(pool: DatabasePool): SqlRunner {
  return {
    async query<Row>(name: string, text: string, parameters: readonly unknown[]): Promise<Row[]> {
      const client = await acquire(pool);
      try {
        const rows = await runStatement<Row>(client, {
          name,
          text,
          parameters,
          settings: pool.settings,
        });
        client.release();
        return rows;
      } catch (error) {
        const failure = toDatabaseFailure(error, "unknown");
        client.release(isConnectionUsableAfter(failure) ? undefined : failure);
        throw failure;
      }
    },
  };
}

/** The one way a statement is run, inside a transaction or on its own. */
export type SqlRunner = {
  /** `name` labels the prepared statement; two texts may share it. */
  query<Row>(name: string, text: string, parameters: readonly unknown[]): Promise<Row[]>;
};

export type Statement = {
  readonly name: string;
  readonly text: string;
  readonly parameters: readonly unknown[];
  readonly settings: ConnectionSettings;
};

/** Resolves once the server is ready again, which is after the commit of a statement that stands alone. */
export async function runStatement<Row>(client: PoolClient, statement: Statement): Promise<Row[]> {
  const { settings, text } = statement;
  const answer = client.query({
    ...(settings.preparedStatements && {
      name: toPreparedName(statement.name, text),
    }),
    text,
    values: [...statement.parameters],
  });
  const result = await withinDeadline(answer, settings.statementTimeoutMilliseconds + settings.answerGraceMilliseconds);
  return result.rows as Row[];
}

/** A server that is gone without a word never answers; the caller then gives the connection up. */
export async function withinDeadline<Answer>(answer: Promise<Answer>, milliseconds: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed()), milliseconds);
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

class DeadlinePassed extends Error {}

// Postgres cuts names at 63 bytes and the driver refuses two texts under one name, so the text itself is in the name.
function toPreparedName(name: string, text: string): string {
  const known = preparedNames.get(text);
  if (known !== undefined) return known;
  const preparedName = `${name.slice(0, 40)}_${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
  preparedNames.set(text, preparedName);
  return preparedName;
}

const preparedNames = new Map<string, string>();
