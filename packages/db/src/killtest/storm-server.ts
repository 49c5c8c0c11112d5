import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { startEmbeddedPostgres } from "../embedded/index.ts";
import { openTcpGate, type TcpGate } from "./tcp-gate.ts";

/** A Postgres of its own, because it is killed; its address survives that. */
export async function startStormServer(): Promise<StormServer> {
  const home = await mkdtemp(join(tmpdir(), "farebox-storm-"));
  let server = await startEmbeddedPostgres({ home });
  const gate = await openTcpGate(server.port);
  const throughGate = (url: string) => Object.assign(new URL(url), { port: String(gate.port) }).href;
  const openOperator = () => {
    // Straight to the server: what the operator does must not be held up by the gate.
    const url = Object.assign(new URL(server.superuserUrl), { pathname: "/farebox" });
    const pool = new Pool({ connectionString: url.href, max: 2, application_name: "operator" });
    pool.on("error", () => undefined);
    return pool;
  };
  let operator = openOperator();
  for (const statement of ROLES) await operator.query(statement);
  return {
    url: throughGate(server.ownerUrl),
    gate,
    operate: async (text, values) => (await operator.query(text, [...values])).rows,
    crash: async () => {
      process.kill(server.pid, "SIGKILL");
      // Nothing is left to stop; this only makes it forget the process it would have stopped at exit.
      await server.stop();
      await operator.end();
      server = await startEmbeddedPostgres({ home });
      gate.pointTo(server.port);
      operator = openOperator();
    },
    stop: async () => {
      await gate.close();
      await operator.end();
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export type StormServer = {
  /** Logs in as the owner, who may become any of our roles. */
  readonly url: string;
  readonly gate: TcpGate;
  /** A statement of the superuser. */
  operate(text: string, values: readonly unknown[]): Promise<readonly unknown[]>;
  /** `kill -9` of the server, then started anew; resolves once it takes connections. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};

const ROLES = [
  "create role farebox_service",
  "create role farebox_member",
  "grant farebox_service, farebox_member to farebox_owner",
];
