import { Pool, type PoolClient, types } from "pg";
import {
  type ConnectionSettings,
  type DatabaseRole,
  defaultConnectionSettings,
  splitAddress,
  toStartupOptions,
} from "./connection-settings.ts";
import { DatabaseFailure } from "./database-failure.ts";

/** Connections of one role. Nothing is connected until somebody asks; a server that is away is not an error here. */
export function createPool(url: string, options: PoolOptions): DatabasePool {
  const settings = { ...defaultConnectionSettings, ...options.settings };
  const { address, hostOptions } = splitAddress(url);
  const pool = new Pool({
    connectionString: address,
    application_name: settings.applicationName,
    options: [hostOptions, ...toCommandLine(toStartupOptions(options.role, settings))].filter(Boolean).join(" "),
    max: settings.maxConnections,
    connectionTimeoutMillis: settings.acquireTimeoutMilliseconds,
    idleTimeoutMillis: IDLE_CONNECTION_MILLISECONDS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLISECONDS,
    ...(options.numbers !== "as the driver has them" && { types: { getTypeParser } }),
  });
  // A connection may die at any moment, idle or in use. Whoever waits for an answer on it hears it from his statement;
  // the event itself carries nothing more, and without a listener it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { pool, settings, role: options.role, end: () => pool.end() };
}

export type PoolOptions = {
  readonly role: DatabaseRole;
  readonly settings?: Partial<ConnectionSettings>;
  /** Left out: amounts as bigints. A library that brings its own statements may count on what the driver does. */
  readonly numbers?: "as the driver has them";
};

export type DatabasePool = {
  readonly pool: Pool;
  readonly role: DatabaseRole;
  readonly settings: ConnectionSettings;
  end(): Promise<void>;
};

/** Waits a bounded time for a connection. Whatever fails here, nothing of the caller's was sent. */
export async function acquire({ pool }: DatabasePool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    throw new ConnectionUnavailable(isWaitForOthers(cause) ? "pool_exhausted" : "cannot_connect", cause);
  }
}

export class ConnectionUnavailable extends DatabaseFailure {
  readonly reason: "pool_exhausted" | "cannot_connect";

  constructor(reason: "pool_exhausted" | "cannot_connect", cause: unknown) {
    super({
      kind: "unavailable",
      effect: "none",
      sqlState: null,
      constraint: null,
      cause,
    });
    this.name = "ConnectionUnavailable";
    this.reason = reason;
  }
}

// A failed connect brings the system's or the server's code, or the reason it was given up; a wait for others has neither.
function isWaitForOthers(error: unknown): boolean {
  return error instanceof Error && !("code" in error) && error.cause === undefined;
}

const IDLE_CONNECTION_MILLISECONDS = 30_000;
const KEEP_ALIVE_MILLISECONDS = 10_000;

function toCommandLine(startupOptions: Readonly<Record<string, string>>): string[] {
  return Object.entries(startupOptions).map(([name, value]) => `-c ${name}=${value}`);
}

// Amounts are bigints; a day has no time zone, so it stays text. Everything else is as the driver has it: numeric as
// text, timestamptz as Date, json parsed.
const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
const TEXT_ARRAY: number = 1009;
const readTextArray = types.getTypeParser(TEXT_ARRAY);

const getTypeParser: typeof types.getTypeParser = (oid: number, format?: unknown) => {
  if (oid === INT8) return BigInt;
  if (oid === INT8_ARRAY) return toBigIntArray;
  if (oid === DATE) return String;
  if (oid === DATE_ARRAY) return readTextArray;
  return types.getTypeParser(oid, format as "text");
};

function toBigIntArray(text: string): (bigint | null)[] {
  return (readTextArray(text) as (string | null)[]).map((item) => (item === null ? null : BigInt(item)));
}
