import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isProcessRunning } from "./process-identity.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./start-embedded-postgres.ts";
import { until } from "./until.ts";

let home: string;
let started: EmbeddedPostgres[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "farebox-embedded-"));
  started = [];
});

afterEach(async () => {
  for (const embedded of started) await embedded.stop();
  await rm(home, { recursive: true, force: true });
});

describe("a first start", () => {
  test("makes a UTF-8 cluster with byte order and a private key file", async () => {
    const { ownerUrl } = await start();
    const [row] = await query(
      ownerUrl,
      `select current_user as role, current_database() as database, pg_encoding_to_char(encoding) as encoding,
              datlocprovider as provider, datlocale as locale, 'Z' < 'a' and 'z' < 'ä' as is_byte_order
       from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({
      role: "farebox_owner",
      database: "farebox",
      encoding: "UTF8",
      provider: "b",
      locale: "C.UTF-8",
      is_byte_order: true,
    });
    expect((await stat(join(home, "keys.json"))).mode & 0o777).toBe(0o600);
  });

  test("gives an owner that may make roles and is nothing more", async () => {
    const { ownerUrl } = await start();
    const [role] = await query(
      ownerUrl,
      "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user",
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: true,
    });
    await query(ownerUrl, "create role farebox_probe nologin");
    await query(ownerUrl, "create table made_by_owner (id int)");
  });

  test("refuses a wrong password and listens on this machine only", async () => {
    const { ownerUrl, superuserUrl } = await start();
    const guessed = new URL(ownerUrl);
    guessed.password = "guessed";
    await expect(query(guessed.href, "select 1")).rejects.toThrow(/password authentication failed/u);
    const [row] = await query(superuserUrl, "select current_setting('listen_addresses') as addresses");
    expect(row).toEqual({ addresses: "127.0.0.1" });
  });

  test("redoes a cluster that was killed half made", async () => {
    const directory = join(home, "postgres");
    const { mkdir } = await import("node:fs/promises");
    await mkdir(join(home, "unfinished-1-1", "data"), { recursive: true });
    await mkdir(join(directory, "base"), { recursive: true });
    const { ownerUrl } = await start();
    await expect(query(ownerUrl, "select 1 as one")).resolves.toEqual([{ one: 1 }]);
    await expect(stat(join(home, "unfinished-1-1"))).rejects.toThrow(/ENOENT/u);
  });
});

describe("a later start", () => {
  test("finds the data again, and is up within a second", async () => {
    const first = await start();
    await query(first.ownerUrl, "create table kept as select 42 as answer");
    await first.stop();
    expect(await isProcessRunning(first.pid)).toBe(false);

    const before = performance.now();
    const second = await start();
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(await query(second.ownerUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("recovers after a kill -9 of the server, with sessions still busy in it", async () => {
    const first = await start();
    await query(first.ownerUrl, "create table kept as select 42 as answer");
    const busy = query(first.ownerUrl, "select pg_sleep(60)").catch(() => "cut");
    const isBusy = "select 1 from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'";
    await until(10_000, async () => ((await query(first.superuserUrl, isBusy)).length > 0 ? true : null));
    process.kill(first.pid, "SIGKILL");
    const second = await start();
    expect(await query(second.ownerUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
    expect(await busy).toBe("cut");
  });

  test("takes over a server whose starter was killed, and stops it at the end", async () => {
    const { pid, port } = await startInChildAndKillIt();
    expect(await isProcessRunning(pid)).toBe(true);
    const adopted = await start();
    expect({ pid: adopted.pid, port: adopted.port }).toEqual({ pid, port });
    await adopted.stop();
    expect(await isProcessRunning(pid)).toBe(false);
  });

  test("starts after everything was killed", async () => {
    const { pid } = await startInChildAndKillIt();
    process.kill(pid, "SIGKILL");
    const next = await start();
    expect(next.pid).not.toBe(pid);
    expect(await query(next.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("is not fooled by a pid file that names a process of somebody else", async () => {
    const first = await start();
    const pidFile = await readFile(join(home, "postgres", "postmaster.pid"), "utf8");
    await first.stop();
    const lines = pidFile.split("\n");
    await writeFile(join(home, "postgres", "postmaster.pid"), [process.pid, ...lines.slice(1)].join("\n"));
    const second = await start();
    expect(await query(second.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("sets new passwords when the key file was lost", async () => {
    const first = await start();
    await query(first.ownerUrl, "create table kept as select 42 as answer");
    await first.stop();
    await rm(join(home, "keys.json"));
    const second = await start();
    expect(second.ownerUrl).not.toContain(new URL(first.ownerUrl).password);
    expect(await query(second.ownerUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
  });
});

describe("side by side", () => {
  test("a second start in one home joins the first and leaves it running", async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.pid).toBe(first.pid);
    const child = runStart();
    const joined = await readReport(child);
    expect(joined.pid).toBe(first.pid);
    child.stdin?.end();
    await once(child, "exit");
    expect(await query(first.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("two homes have two servers with passwords of their own", async () => {
    const other = join(home, "second home with blanks");
    const [first, second] = await Promise.all([start(), start(other)]);
    expect(second.port).not.toBe(first.port);
    const crossed = new URL(first.ownerUrl);
    crossed.port = String(second.port);
    await expect(query(crossed.href, "select 1")).rejects.toThrow(/password authentication failed/u);
  });
});

async function start(where = home): Promise<EmbeddedPostgres> {
  const embedded = await startEmbeddedPostgres({ home: where });
  started.push(embedded);
  return embedded;
}

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A process of its own that starts the server, reports it, and stops it when its standard input ends. */
function runStart(): ChildProcess {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};
    const embedded = await startEmbeddedPostgres({ home: ${JSON.stringify(home)} });
    console.log(JSON.stringify({ pid: embedded.pid, port: embedded.port }));
    process.stdin.resume().on("end", () => embedded.stop());
  `;
  return spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

async function readReport(child: ChildProcess): Promise<{ pid: number; port: number }> {
  const [chunk] = await once(child.stdout ?? child, "data");
  return JSON.parse(String(chunk)) as { pid: number; port: number };
}

async function startInChildAndKillIt(): Promise<{ pid: number; port: number }> {
  const child = runStart();
  const report = await readReport(child);
  child.kill("SIGKILL");
  await once(child, "exit");
  return report;
}
