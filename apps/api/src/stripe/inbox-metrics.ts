import type { SqlRunner } from "@farebox/db";
import { readProviderLag } from "@farebox/db/selling";
import { Counter, Gauge, Histogram } from "prom-client";
import type { Metrics } from "../metrics.ts";
import { HANDLED_EVENTS } from "./handled-events.ts";
import type { OnWorked } from "./work-inbox.ts";

/** How the inbox is doing. What waits is counted when somebody asks, because every process sees the same. */
export function createInboxMetrics(sql: SqlRunner, { registry }: Metrics): OnWorked {
  const registers = [registry];
  const worked = new Counter({
    name: "farebox_provider_events_total",
    help: "Events of the payment provider that this process worked on, by what became of them.",
    labelNames: ["type", "outcome"],
    registers,
  });
  const seconds = new Histogram({
    name: "farebox_provider_event_seconds",
    help: "How long the work on one event took, asking the provider included.",
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
    registers,
  });
  const stuck = new Gauge({
    name: "farebox_provider_events_stuck",
    help: "Events that wait for an operator.",
    registers,
  });
  const waiting = new Gauge({
    name: "farebox_provider_events_waiting",
    help: "Events that are not worked on yet, those that wait for another try included.",
    registers,
  });
  new Gauge({
    name: "farebox_provider_lag_seconds",
    help: "Since when the oldest event that is not worked on yet is there.",
    registers,
    async collect() {
      const lag = await readProviderLag(sql).catch(() => null);
      if (lag === null) return;
      this.set(lag.oldestSeconds);
      waiting.set(lag.waiting);
      stuck.set(lag.stuck);
    },
  });
  return ({ type, outcome, seconds: took }) => {
    // Anybody at the provider can make up a type, so only those we know become a series.
    worked.inc({ type: KNOWN.has(type) ? type : "other", outcome });
    seconds.observe(took);
  };
}

const KNOWN: ReadonlySet<string> = new Set(HANDLED_EVENTS);
