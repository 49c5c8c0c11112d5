/**
 * What every connection of ours is told at its start. All of it travels as startup parameters, because a later `set`
 * could be forgotten on a reconnect, and because a pooler's reset returns to exactly these values.
 */
export function toStartupOptions(role: DatabaseRole, settings: ConnectionSettings): Readonly<Record<string, string>> {
  return {
    role,
    statement_timeout: String(settings.statementTimeoutMilliseconds),
    lock_timeout: String(settings.lockTimeoutMilliseconds),
    idle_in_transaction_session_timeout: String(settings.idleInTransactionTimeoutMilliseconds),
    client_min_messages: "warning",
    timezone: "UTC",
    // A server that compiles expensive-looking plans would do so for our large statements, each time anew: seconds for what
    // takes a millisecond.
    jit: "off",
    ...(settings.onlyLooksUp && ONE_PLAN_OF_LOOK_UPS),
    ...(settings.connectionCheckMilliseconds > 0 && {
      client_connection_check_interval: String(settings.connectionCheckMilliseconds),
    }),
  };
}

export type DatabaseRole = "farebox_owner" | "farebox_service" | "farebox_member";

export type ConnectionSettings = {
  readonly applicationName: string;
  readonly maxConnections: number;
  /** Longest wait for a connection, whether a free one or a new one; then the caller hears "unavailable". */
  readonly acquireTimeoutMilliseconds: number;
  readonly statementTimeoutMilliseconds: number;
  readonly lockTimeoutMilliseconds: number;
  readonly idleInTransactionTimeoutMilliseconds: number;
  /** How often a busy backend looks whether its client still lives, so that an abandoned statement ends; 0 never. */
  readonly connectionCheckMilliseconds: number;
  /**
   * After the statement timeout, how long to wait for the server to say so before the connection is given up.
   * It is what breaks a network that drops packets silently.
   */
  readonly answerGraceMilliseconds: number;
  /** False behind a pooler in transaction mode that does not carry prepared statements. */
  readonly preparedStatements: boolean;
  /**
   * True for the few large statements that reach every row by its key: each is planned once for any number of rows. Planning
   * such a statement takes longer than running it, and a plan made while tables were small must not read whole tables later.
   */
  readonly onlyLooksUp: boolean;
};

const ONE_PLAN_OF_LOOK_UPS = { plan_cache_mode: "force_generic_plan", enable_seqscan: "off" } as const;

export const defaultConnectionSettings: ConnectionSettings = {
  applicationName: "farebox",
  maxConnections: 10,
  acquireTimeoutMilliseconds: 5_000,
  statementTimeoutMilliseconds: 10_000,
  lockTimeoutMilliseconds: 2_000,
  idleInTransactionTimeoutMilliseconds: 10_000,
  // Windows builds of Postgres refuse any value but 0, and the bundled server runs beside us.
  connectionCheckMilliseconds: process.platform === "win32" ? 0 : 2_000,
  answerGraceMilliseconds: 5_000,
  preparedStatements: true,
  onlyLooksUp: false,
};

/**
 * Both drivers let query parameters of the address win over what the program asks for, so `?role=…` in an address
 * would undo the role. What Postgres itself takes is removed; `options` (some hosts route by it) and TLS stay.
 */
export function splitAddress(url: string): {
  readonly address: string;
  readonly hostOptions: string | null;
} {
  const address = new URL(url);
  const hostOptions = address.searchParams.get("options");
  for (const name of [...address.searchParams.keys()]) {
    if (!TLS_PARAMETERS.has(name)) address.searchParams.delete(name);
  }
  return { address: address.href, hostOptions };
}

const TLS_PARAMETERS: ReadonlySet<string> = new Set(["sslmode", "sslrootcert", "sslcert", "sslkey", "uselibpqcompat"]);
