import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** Numbers about this process, in a registry of its own so that several apps in one process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "farebox_" });
  const requestSeconds = new Histogram({
    name: "farebox_http_request_seconds",
    help: "Time from a request's first byte to its answer's headers, by what was called and the answer's status.",
    labelNames: ["route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    registry,
    observeRequest: ({ route, status, seconds }) => requestSeconds.observe({ route, status: String(status) }, seconds),
  };
}

export type Metrics = {
  /** Other parts add their own numbers here. */
  readonly registry: Registry;
  readonly observeRequest: (request: {
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }) => void;
};
