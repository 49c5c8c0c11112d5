import type { SqlRunner } from "@farebox/db";
import { type ProviderLag, readProviderLag } from "@farebox/db/selling";
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
  const readLag = createLagReader(sql);
  const gauge = (name: string, help: string, field: keyof ProviderLag) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const lag = await readLag();
        if (lag !== null) this.set(lag[field]);
      },
    });
  gauge("farebox_provider_lag_seconds", "Age of the oldest event that is not worked on yet.", "oldestSeconds");
  gauge("farebox_provider_events_waiting", "Events that are not worked on yet, or not again yet.", "waiting");
  gauge("farebox_provider_events_stuck", "Events that wait for an operator.", "stuck");
  return ({ type, outcome, seconds: took }) => {
    // Anybody at the provider can make up a type, so only those we know become a series.
    worked.inc({ type: KNOWN.has(type) ? type : "other", outcome });
    seconds.observe(took);
  };
}

/** One look for all that is asked at once; null while the database is away. */
function createLagReader(sql: SqlRunner): () => Promise<ProviderLag | null> {
  let reading: Promise<ProviderLag | null> | null = null;
  return () => {
    reading ??= readProviderLag(sql)
      .catch(() => null)
      .finally(() => {
        reading = null;
      });
    return reading;
  };
}

const KNOWN: ReadonlySet<string> = new Set(HANDLED_EVENTS);
