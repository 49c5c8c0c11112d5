import { Histogram } from "prom-client";
import type { Metrics } from "../metrics.ts";

/** How late the sweep comes. */
export function createLatenessMetric({ registry }: Pick<Metrics, "registry">): Histogram {
  return new Histogram({
    name: "farebox_sweep_late_seconds",
    help: "How long the call that waited longest for a sweep had been overdue, by money time.",
    buckets: [0.5, 1, 2, 3, 4, 5, 10, 60, 600, 3_600],
    registers: [registry],
  });
}
