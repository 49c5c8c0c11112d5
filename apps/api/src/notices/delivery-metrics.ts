import type { SqlRunner } from "@farebox/db";
import { type DeliveryLag, readDeliveryLag } from "@farebox/db/outbox";
import { Counter, Gauge, Histogram } from "prom-client";
import type { Metrics } from "../metrics.ts";
import type { OnAttempt } from "./deliver.ts";

/** How the ways of notices are doing. What waits is counted when somebody asks, because every process sees the same. */
export function createDeliveryMetrics(sql: SqlRunner, { registry }: Metrics): OnAttempt {
  const registers = [registry];
  const attempts = new Counter({
    name: "farebox_notice_attempts_total",
    help: "Attempts of this process to deliver a notice, by way and by what came of it.",
    labelNames: ["channel", "outcome"],
    registers,
  });
  const seconds = new Histogram({
    name: "farebox_notice_attempt_seconds",
    help: "How long one attempt took, the other side's answer included.",
    labelNames: ["channel"],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30],
    registers,
  });
  const readLag = createLagReader(sql);
  addOutboxGauges(registers, readLag);
  addChannelGauges(registers, readLag);
  return ({ channel, outcome, seconds: took }) => {
    attempts.inc({ channel, outcome });
    seconds.observe({ channel }, took);
  };
}

type Registers = Metrics["registry"][];
type ReadLag = () => Promise<DeliveryLag | null>;

function addOutboxGauges(registers: Registers, readLag: ReadLag): void {
  new Gauge({
    name: "farebox_notices_not_fanned_out",
    help: "Notices whose deliveries are not written down yet.",
    registers,
    async collect() {
      const lag = await readLag();
      if (lag !== null) this.set(lag.notFannedOut);
    },
  });
  new Gauge({
    name: "farebox_notice_relay_lag_seconds",
    help: "Age of the oldest notice whose deliveries are not written down yet, in real time.",
    registers,
    async collect() {
      const lag = await readLag();
      if (lag !== null) this.set(lag.oldestSeconds);
    },
  });
}

const CHANNEL_GAUGES = [
  ["waiting", "farebox_notice_deliveries_waiting", "Deliveries that have not arrived yet."],
  ["oldestSeconds", "farebox_notice_delivery_lag_seconds", "How long the oldest of them is on its way, by money time."],
  ["failed", "farebox_notice_deliveries_failed", "Deliveries that were given up."],
] as const;

function addChannelGauges(registers: Registers, readLag: ReadLag): void {
  for (const [field, name, help] of CHANNEL_GAUGES)
    new Gauge({
      name,
      help,
      labelNames: ["channel"],
      registers,
      async collect() {
        const lag = await readLag();
        for (const way of lag?.channels ?? []) this.set({ channel: way.channel }, way[field]);
      },
    });
}

/** One look for all that is asked at once; null while the database is away. */
function createLagReader(sql: SqlRunner): ReadLag {
  let reading: Promise<DeliveryLag | null> | null = null;
  return () => {
    reading ??= readDeliveryLag(sql)
      .catch(() => null)
      .finally(() => {
        reading = null;
      });
    return reading;
  };
}
