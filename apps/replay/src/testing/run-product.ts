import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

export type Product = {
  readonly url: string;
  readonly key: string;
  readonly home: string;
  kill(): Promise<void>;
  /** Starts it again in the same home, at another port. */
  restart(): Promise<void>;
  /** Loses everything about some businesses, as a backup from before them would. */
  forget(businessIds: readonly string[]): Promise<void>;
  stop(): Promise<void>;
};

/** In an order in which nothing is left that refers to what is gone. */
const TABLES_OF_A_BUSINESS = [
  "idempotency_keys",
  "usage_corrections",
  "usage_reviews",
  "usage_days",
  "usage_quarter_hours",
  "token_transactions",
  "usage_tracking",
  "provider_facts",
  "charged_days",
  "token_grants",
  "alert_rules",
  "notice_deliveries",
  "outbox",
  "usage_agent_days",
  "usage_ref_days",
  "usage_roll_ups",
  "token_balances",
  "business_subscriptions",
  "businesses",
];

const START = join(import.meta.dirname, "..", "..", "..", "api", "src", "local", "start.ts");

/** The real product with its real database, in a process and a home of its own, with the late window open. */
export async function runProduct(variables: Readonly<Record<string, string>> = {}): Promise<Product> {
  const home = await mkdtemp(join(tmpdir(), "farebox-replay-home-"));
  let running = await start(home, variables);
  return {
    get url() {
      return running.url;
    },
    get key() {
      return running.operatorKey;
    },
    home,
    async kill() {
      running.child.kill("SIGKILL");
      await once(running.child, "exit");
    },
    async restart() {
      running = await start(home, variables);
    },
    async forget(businessIds) {
      const client = new pg.Client({ connectionString: running.databaseUrl });
      await client.connect();
      // The owner of the schema alone can do this.
      await client.query("begin");
      for (const table of TABLES_OF_A_BUSINESS) {
        await client.query(
          `delete from ${table} where ${table === "businesses" ? "id" : "business_id"} = any ($1::uuid[])`,
          [businessIds],
        );
      }
      await client.query("commit");
      await client.end();
    },
    async stop() {
      if (running.child.exitCode === null && running.child.signalCode === null) {
        running.child.kill("SIGTERM");
        await once(running.child, "exit");
      }
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function start(home: string, variables: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [START], {
    env: { PATH: process.env["PATH"], PORT: "0", FAREBOX_HOME: home, FAREBOX_DEMO: "0", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  for (const deadline = performance.now() + 60_000; performance.now() < deadline; ) {
    const ready = await readFile(join(home, "ready.json"), "utf8").then(
      (text) => JSON.parse(text) as { url: string; operatorKey: string; databaseUrl: string; pid: number },
      () => null,
    );
    if (ready !== null && ready.pid === child.pid) return { child, ...ready };
    if (child.exitCode !== null) break;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`the product did not start:\n${output}`);
}
