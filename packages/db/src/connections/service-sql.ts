import postgres from "postgres";
import {
  type ConnectionSettings,
  type DatabaseRole,
  defaultConnectionSettings,
  splitAddress,
  toStartupOptions,
} from "./connection-settings.ts";

/**
 * The pipelining driver, for LISTEN, which it takes up again by itself after any loss. Not for reads: after a result that
 * broke off, the next one on the same connection can begin with holes. Never `sql.begin`: a backend that dies inside it
 * lets the rest of the transaction run elsewhere (docs/adr/0001). Everything else goes through pool.ts.
 */
export function createServiceSql(url: string, options: ServiceSqlOptions = {}): ServiceSql {
  const settings = { ...defaultConnectionSettings, ...options.settings };
  const { address, hostOptions } = splitAddress(url);
  return postgres(address, {
    max: settings.maxConnections,
    connect_timeout: Math.ceil(settings.acquireTimeoutMilliseconds / 1000),
    idle_timeout: 30,
    keep_alive: 10,
    prepare: settings.preparedStatements,
    // Its own waits grow to 20 s after a row of refusals; a database that is back should be noticed at once.
    backoff: (attempts: number) => Math.min(0.05 * 2 ** attempts, 0.5),
    onnotice: () => undefined,
    connection: {
      application_name: settings.applicationName,
      ...(hostOptions !== null && { options: hostOptions }),
      ...toStartupOptions(options.role ?? "farebox_service", settings),
    },
    types: {
      bigint: postgres.BigInt,
      // A day has no time zone; as a Date it would move with the host's.
      date: {
        to: 1082,
        from: [1082],
        serialize: (day: string) => day,
        parse: (day: string) => day,
      },
    },
  });
}

export type ServiceSqlOptions = {
  readonly role?: DatabaseRole;
  readonly settings?: Partial<ConnectionSettings>;
};

export type ServiceSql = postgres.Sql<{ bigint: bigint; date: string }>;
