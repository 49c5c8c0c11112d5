import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommitUnknown, DatabaseFailure } from "../connections/database-failure.ts";
import { inTransaction } from "../connections/in-transaction.ts";
import { createPool, type DatabasePool } from "../connections/pool.ts";
import { createSqlRunner, type SqlRunner } from "../connections/sql-runner.ts";
import { toUnavailable } from "../connections/unavailable.ts";
import { type StormServer, startStormServer } from "./storm-server.ts";

let server: StormServer;
let pool: DatabasePool;
const settings = {
  applicationName: "failing",
  maxConnections: 2,
  acquireTimeoutMilliseconds: 300,
  statementTimeoutMilliseconds: 400,
  lockTimeoutMilliseconds: 100,
  answerGraceMilliseconds: 200,
  idleInTransactionTimeoutMilliseconds: 2_000,
};

beforeAll(async () => {
  server = await startStormServer();
  pool = createPool(server.url, { role: "farebox_service", settings });
  await server.operate("create table notes (note text primary key)", []);
  await server.operate("grant select, insert on notes to farebox_service", []);
}, 60_000);
afterAll(async () => {
  await pool.end();
  await server.stop();
});

const write = (sql: SqlRunner, note: string) => sql.query("write", "insert into notes values ($1)", [note]);
const readNotes = async (prefix: string) => {
  const rows = await createSqlRunner(pool).query<{ note: string }>("read", "select note from notes order by 1", []);
  return rows.map((row) => row.note).filter((note) => note.startsWith(prefix));
};
const killSession = async (sql: SqlRunner) => {
  const [session] = await sql.query<{ pid: number }>("pid", "select pg_backend_pid() as pid", []);
  await server.operate("select pg_terminate_backend($1, 5000)", [session?.pid]);
};
const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DatabaseFailure)) throw new Error("expected a DatabaseFailure", { cause: error });
  return error;
};

async function waitUntilNoneIdlesInTransaction(applicationName: string): Promise<void> {
  const text = "select 1 from pg_stat_activity where application_name = $1 and state like 'idle in transaction%'";
  while ((await server.operate(text, [applicationName])).length > 0);
}

describe("a session that dies inside a transaction", () => {
  test("D1: nothing of it runs elsewhere, while others wait for its connection", async () => {
    const others = [1, 2, 3, 4].map((number) => inTransaction(pool, (sql) => write(sql, `d1-other-${number}`)));
    const failure = await failureOf(
      inTransaction(pool, async (sql) => {
        await write(sql, "d1-before");
        await killSession(sql);
        await write(sql, "d1-after").catch(() => undefined);
        await write(sql, "d1-later").catch(() => undefined);
      }),
    );
    await Promise.all(others);
    expect(failure).toMatchObject({ kind: "connection_lost", effect: "none" });
    expect(await readNotes("d1-")).toEqual(["d1-other-1", "d1-other-2", "d1-other-3", "d1-other-4"]);
  });

  test("D2: its caller hears of it when nobody else is waiting", async () => {
    const failure = await failureOf(inTransaction(pool, (sql) => killSession(sql)));
    expect(failure).toBeInstanceOf(CommitUnknown);
    expect(failure.effect).toBe("unknown");
  });

  test("D4: idling inside a transaction ends it, and its later statements are refused", async () => {
    const impatient = createPool(server.url, {
      role: "farebox_service",
      settings: { ...settings, applicationName: "impatient", idleInTransactionTimeoutMilliseconds: 30 },
    });
    const failure = await failureOf(
      inTransaction(impatient, async (sql) => {
        await write(sql, "d4-before");
        await waitUntilNoneIdlesInTransaction("impatient");
        await write(sql, "d4-after");
      }),
    );
    expect(failure).toMatchObject({ kind: "connection_lost", effect: "none" });
    expect(await readNotes("d4-")).toEqual([]);
    await impatient.end();
  });
});

describe("a transaction that failed or ended", () => {
  test("D5: what its callback asks afterwards reaches no connection", async () => {
    let escaped: SqlRunner | undefined;
    await failureOf(
      inTransaction(pool, async (sql) => {
        escaped = sql;
        await sql.query("bad", "select 1 / 0", []);
      }),
    );
    expect(await failureOf(write(escaped as SqlRunner, "d5-failed"))).toMatchObject({ sqlState: "22012" });
    await inTransaction(pool, async (sql) => {
      escaped = sql;
    });
    expect(await failureOf(write(escaped as SqlRunner, "d5-ended"))).toMatchObject({ kind: "handle_closed" });
    expect(await readNotes("d5-")).toEqual([]);
  });

  test("a swallowed failure still undoes the whole", async () => {
    const work = inTransaction(pool, async (sql) => {
      await write(sql, "swallowed-1");
      await write(sql, "swallowed-1").catch(() => undefined);
      return "looks fine";
    });
    expect(await failureOf(work)).toMatchObject({ kind: "constraint", constraint: "notes_pkey", effect: "none" });
    expect(await readNotes("swallowed-")).toEqual([]);
  });

  test("an error of the caller's own undoes the whole and keeps the connection", async () => {
    const refuse = inTransaction(pool, async (sql) => {
      await write(sql, "own-1");
      throw new RangeError("not enough");
    });
    await expect(refuse).rejects.toThrow(RangeError);
    expect(await readNotes("own-")).toEqual([]);
    expect(pool.pool.idleCount).toBeGreaterThan(0);
  });
});

describe("limits", () => {
  test("P06: nobody waits for a connection longer than the limit, and the answer is 503", async () => {
    const answered = Promise.withResolvers<void>();
    const busy = [1, 2].map(() =>
      inTransaction(pool, async (sql) => {
        await sql.query("ok", "select 1", []);
        await answered.promise;
      }),
    );
    const third = createSqlRunner(pool).query("ok", "select 1", []);
    expect(toUnavailable(await failureOf(third))).toMatchObject({ reason: "pool_exhausted", effect: "none" });
    answered.resolve();
    await Promise.all(busy);
    await createSqlRunner(pool).query("ok", "select 1", []);
  });

  test("P07: a slow statement and a long wait for a lock end by the server's limit, with no effect", async () => {
    const slow = createSqlRunner(pool).query("sleep", "select pg_sleep(5)", []);
    expect(await failureOf(slow)).toMatchObject({ kind: "timeout", effect: "none", sqlState: "57014" });
    await inTransaction(pool, async (sql) => {
      await write(sql, "p07");
      const waiting = await failureOf(write(createSqlRunner(pool), "p07"));
      expect(waiting).toMatchObject({ kind: "timeout", sqlState: "55P03" });
    });
  });

  test("P08: a network that swallows everything is given up within the limit, and found again", async () => {
    await createSqlRunner(pool).query("ok", "select 1", []);
    server.gate.freeze();
    const failure = await failureOf(write(createSqlRunner(pool), "p08"));
    expect(failure).toMatchObject({ kind: "connection_lost", effect: "unknown" });
    expect(toUnavailable(await failureOf(createSqlRunner(pool).query("ok", "select 1", [])))).not.toBeNull();
    server.gate.cut();
    server.gate.thaw();
    await createSqlRunner(pool).query("ok", "select 1", []);
  });

  test("P10: a read-only database answers 503 for writes and serves reads", async () => {
    await server.operate("alter role farebox_owner set default_transaction_read_only = on", []);
    const readOnly = createPool(server.url, { role: "farebox_service", settings });
    const failure = await failureOf(write(createSqlRunner(readOnly), "p10"));
    expect(toUnavailable(failure)).toMatchObject({ reason: "read_only", effect: "none" });
    await createSqlRunner(readOnly).query("ok", "select 1", []);
    await server.operate("alter role farebox_owner reset default_transaction_read_only", []);
    await readOnly.end();
  });

  test("a server that is not there is 503, and nothing was sent", async () => {
    const away = createPool("postgres://nobody@127.0.0.1:1/nothing", { role: "farebox_service", settings });
    const failure = await failureOf(createSqlRunner(away).query("ok", "select 1", []));
    expect(toUnavailable(failure)).toMatchObject({ reason: "cannot_connect", effect: "none" });
    await away.end();
  });
});
