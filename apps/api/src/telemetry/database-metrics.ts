import type { Database } from "@farebox/db";
import { Gauge } from "prom-client";
import type { Metrics } from "../metrics.ts";

/** Whether the database answers, how fast, and how its connections are used. Asked when somebody reads the numbers. */
export function createDatabaseMetrics(db: WatchedDatabase, { registry }: Pick<Metrics, "registry">): void {
  const registers = [registry];
  const up = new Gauge({
    name: "farebox_database_up",
    help: "1 when the database answered just now, 0 when not.",
    registers,
  });
  new Gauge({
    name: "farebox_database_answer_seconds",
    help: "How long the database took for a statement that does nothing, waiting for a connection included.",
    registers,
    async collect() {
      const startedAt = performance.now();
      const isUp = await db.service.query("ready", "select 1", []).then(
        () => true,
        () => false,
      );
      up.set(isUp ? 1 : 0);
      if (isUp) this.set((performance.now() - startedAt) / 1_000);
    },
  });
  new Gauge({
    name: "farebox_database_connections",
    help: "Connections of this process by pool and state; `waiting` are callers without one.",
    labelNames: ["pool", "state"],
    registers,
    collect() {
      for (const [name, { pool }] of Object.entries({
        ledger: db.ledgerPool,
        service: db.servicePool,
        member: db.memberPool,
        history: db.historyPool,
      })) {
        this.set({ pool: name, state: "used" }, pool.totalCount - pool.idleCount);
        this.set({ pool: name, state: "idle" }, pool.idleCount);
        this.set({ pool: name, state: "waiting" }, pool.waitingCount);
      }
    },
  });
}

export type WatchedDatabase = Pick<Database, "service" | "ledgerPool" | "servicePool" | "memberPool" | "historyPool">;
