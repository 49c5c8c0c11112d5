import { createPool } from "@farebox/db";
import type { Pool } from "pg";

/** The worker's own few connections, as the service. */
export function createWorkerPool(url: string): Pool {
  return createPool(url, {
    role: "farebox_service",
    numbers: "as the driver has them",
    settings: {
      applicationName: "farebox jobs",
      maxConnections: 4,
      statementTimeoutMilliseconds: 30_000,
      lockTimeoutMilliseconds: 5_000,
      idleInTransactionTimeoutMilliseconds: 30_000,
    },
  }).pool;
}
