import pg from "pg";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { isProcessRunning } from "./process-identity.ts";
import { until } from "./until.ts";

export type Login = {
  readonly user: string;
  readonly password: string;
  readonly database: string;
};

export type Server = { readonly pid: number; readonly port: number };

/** `closed` is a server that went away while we asked; `silent` one that is there and does not answer. */
export type Answer = "ready" | "wrong_password" | "missing" | "closed" | "silent";

const SILENCE_MILLISECONDS = 20_000;
const ANSWER_BY_CODE: Readonly<Record<string, Answer>> = {
  "28P01": "wrong_password",
  "28000": "missing",
  "3D000": "missing",
  // All connections are taken, so somebody is being served.
  "53300": "ready",
};

/** Anything else (still starting, recovering, shutting down) is asked again. */
export async function askServer(server: Server, login: Login): Promise<Answer> {
  const answer = await until<Answer>(SILENCE_MILLISECONDS, async () => {
    if (!(await isProcessRunning(server.pid))) return "closed";
    const failure = await tryQuery(server.port, login);
    return failure === null ? "ready" : (ANSWER_BY_CODE[failure.code ?? ""] ?? null);
  });
  return answer ?? "silent";
}

async function tryQuery(port: number, login: Login): Promise<{ code?: string } | null> {
  const client = connect(port, login);
  try {
    await client.connect();
    await client.query("select 1");
    return null;
  } catch (error) {
    return error as { code?: string };
  } finally {
    await client.end().catch(() => undefined);
  }
}

export type Preparation = {
  readonly port: number;
  readonly superuser: Login;
  readonly owner: Login;
};

/** Makes the owner role and its database, or brings the role's password back in line with the kept one. */
export async function prepareDatabase({ port, superuser, owner }: Preparation): Promise<void> {
  const client = connect(port, superuser);
  try {
    await client.connect();
    const role = client.escapeIdentifier(owner.user);
    const exists = async (query: string, name: string) => (await client.query(query, [name])).rowCount === 1;
    if (!(await exists("select 1 from pg_roles where rolname = $1", owner.user))) {
      await client.query(`create role ${role}`);
    }
    // CREATEROLE, because migrations make the roles of the service and of members.
    await client.query(
      `alter role ${role} login createrole nosuperuser nobypassrls nocreatedb password ${client.escapeLiteral(owner.password)}`,
    );
    if (!(await exists("select 1 from pg_database where datname = $1", owner.database))) {
      await client.query(`create database ${client.escapeIdentifier(owner.database)} owner ${role}`);
    }
  } catch (error) {
    throw new EmbeddedPostgresError("The database could not be prepared.", String(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

function connect(port: number, login: Login): pg.Client {
  // Everything is said here, so that PGSSLMODE, PGOPTIONS and their like in the caller's environment change nothing.
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    ...login,
    ssl: false,
    options: "-c client_encoding=UTF8",
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
  });
  client.on("error", () => undefined);
  return client;
}
