import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { createPool } from "../connections/pool.ts";
import { createStormLedger, type Damage, findDamage, type Operation } from "./storm-ledger.ts";
import { type StormPathName, stormPaths } from "./storm-paths.ts";
import type { StormServer } from "./storm-server.ts";

/**
 * Writes from many writers for many businesses through one path, kills sessions and the server meanwhile, and repeats
 * every operation under its key until it is acknowledged. Then it compares the ledger with the acknowledgements.
 */
export async function runStorm(server: StormServer, options: StormOptions): Promise<StormReport> {
  const owner = createPool(server.url, { role: "farebox_owner", settings: { maxConnections: 2 } });
  const businessIds = Array.from({ length: BUSINESSES }, () => randomUUID());
  await createStormLedger(owner, businessIds);
  const path = stormPaths[options.path]({ url: server.url, settings: STORM_SETTINGS, pause });
  const tally = { uncaught: 0, hung: 0, failures: 0, kills: 0, crashes: 0 };
  const countUncaught = () => {
    tally.uncaught += 1;
  };
  process.on("uncaughtException", countUncaught).on("unhandledRejection", countUncaught);

  const acknowledged = new Map<string, Operation>();
  let isOver = false;
  let next = 0;
  const takeOperations = (count: number): Operation[] =>
    Array.from({ length: count }, () => {
      next += 1;
      const businessId = businessIds[next % BUSINESSES] ?? "";
      return { businessId, key: `${businessId}:${next}`, amount: BigInt(1 + (next % 1_000)) };
    });

  const writeUntilOver = async () => {
    while (!isOver) {
      let open: readonly Operation[] = takeOperations(path.batchSize);
      while (open.length > 0) {
        const answer = await withinPatience(path.write(open)).catch(() => "failed" as const);
        if (answer === "hung") {
          tally.hung += 1;
          break;
        }
        if (answer === "failed") {
          tally.failures += 1;
          await wait(RETRY_MILLISECONDS);
        } else {
          for (const operation of answer) acknowledged.set(operation.key, operation);
          open = open.filter((operation) => !acknowledged.has(operation.key));
        }
      }
    }
  };

  const writers = Array.from({ length: WRITERS }, writeUntilOver);
  const crashAt = new Set(
    Array.from({ length: options.crashes }, (_, index) =>
      Math.floor(((index + 1) * options.kills) / (options.crashes + 1)),
    ),
  );
  const deadline = performance.now() + Math.max(60_000, options.kills * LONGEST_KILL_MILLISECONDS);
  // On a busy machine kills come faster than answers; a storm in which hardly anything was acknowledged shows nothing.
  const isShort = () => tally.kills < options.kills || acknowledged.size <= options.kills;
  while (isShort() && performance.now() < deadline) {
    tally.kills += (await server.operate(TERMINATE, [KILLS_AT_ONCE])).length;
    const due = [...crashAt].find((at) => at <= tally.kills);
    if (due !== undefined) {
      crashAt.delete(due);
      await server.crash();
      tally.crashes += 1;
    }
    await wait(KILL_EVERY_MILLISECONDS);
  }
  const healthyAfterMilliseconds = await measureRecovery(acknowledged);
  isOver = true;
  await Promise.all(writers);
  await withinPatience(path.end());
  const damage = await findDamage(owner, acknowledged);
  await owner.end();
  process.off("uncaughtException", countUncaught).off("unhandledRejection", countUncaught);
  return { path: options.path, acknowledged: acknowledged.size, ...tally, ...damage, healthyAfterMilliseconds };
}

export type StormOptions = { readonly path: StormPathName; readonly kills: number; readonly crashes: number };

export type StormReport = Damage & {
  readonly path: StormPathName;
  readonly acknowledged: number;
  /** Answers that were errors; each was repeated under the same key. */
  readonly failures: number;
  readonly kills: number;
  readonly crashes: number;
  readonly hung: number;
  readonly uncaught: number;
  /** From the last kill until as many further operations as there are writers were acknowledged. */
  readonly healthyAfterMilliseconds: number;
};

const BUSINESSES = 40;
const WRITERS = 32;
// Far fewer than writers, so that somebody always waits for the connection that was just killed.
const STORM_SETTINGS = {
  applicationName: "storm",
  maxConnections: 6,
  idleInTransactionTimeoutMilliseconds: 60,
  statementTimeoutMilliseconds: 4_000,
  answerGraceMilliseconds: 1_000,
  acquireTimeoutMilliseconds: 5_000,
};
const KILLS_AT_ONCE = 2;
const KILL_EVERY_MILLISECONDS = 25;
const RETRY_MILLISECONDS = 5;
// Longer than any wait that our settings allow one statement or one wait for a connection.
const PATIENCE_MILLISECONDS = 12_000;
// A path that is stuck leaves nothing to kill, and the storm would never end.
const LONGEST_KILL_MILLISECONDS = 200;

const TERMINATE = `
  select pg_terminate_backend(pid)
  from pg_stat_activity
  where application_name = 'storm' and state <> 'idle'
  order by random()
  limit $1`;

/** Mostly a blink; now and then so long that the server ends the session for idling inside a transaction. */
async function pause(): Promise<void> {
  await wait(Math.random() < 0.01 ? 2 * STORM_SETTINGS.idleInTransactionTimeoutMilliseconds : 1);
}

async function withinPatience<Answer>(answer: Promise<Answer>): Promise<Answer | "hung"> {
  const patience = new AbortController();
  const hung = wait(PATIENCE_MILLISECONDS, "hung" as const, { signal: patience.signal }).catch(() => "hung" as const);
  try {
    return await Promise.race([answer, hung]);
  } finally {
    patience.abort();
  }
}

async function measureRecovery(acknowledged: ReadonlyMap<string, Operation>): Promise<number> {
  const start = performance.now();
  const target = acknowledged.size + WRITERS;
  while (acknowledged.size < target && performance.now() - start < PATIENCE_MILLISECONDS) await wait(5);
  return Math.round(performance.now() - start);
}
