import type { SqlRunner } from "@farebox/db";
import { createCheckTeller } from "../jobs/check-metrics.ts";
import { createJobMetrics } from "../jobs/job-metrics.ts";
import { createLatenessMetric } from "../jobs/sweep-metrics.ts";
import { observeLedger } from "../ledger/ledger-metrics.ts";
import { createLog } from "../log.ts";
import { createMetrics } from "../metrics.ts";
import { createDeliveryMetrics } from "../notices/delivery-metrics.ts";
import { createInboxMetrics } from "../stripe/inbox-metrics.ts";
import { createDatabaseMetrics, type WatchedDatabase } from "./database-metrics.ts";

/** `docs/operate/metrics.md`: every number that `/metrics` shows, with its unit and what it means. */
export function renderMetricDocs(): string {
  const described = everyMetric().sort((a, b) => (a.name < b.name ? -1 : 1));
  const ours = described.filter(({ name }) => !isOfRuntime(name));
  const runtime = described.filter(({ name }) => isOfRuntime(name));
  return `# Metrics

\`GET /metrics\` answers in Prometheus's text form to callers on this machine, and elsewhere to whoever sends
\`Authorization: Bearer $FAREBOX_METRICS_TOKEN\`. Names end in their unit: \`_seconds\`, \`_bytes\`, \`_total\` (counted since the
process began); others are counts of what is there now. A histogram \`x\` is the three series \`x_bucket\`, \`x_sum\`, \`x_count\`.
Each process tells of itself; what waits in the database (inbox, jobs, notices) is the same whichever process is asked.
This file is written by \`npm run generate\`.

## The product
${table(ours)}
## The Node process
As prom-client tells them, each with our prefix.

${table(runtime)}`;
}

type Described = {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labelNames: readonly string[];
};

function everyMetric(): Described[] {
  const metrics = createMetrics();
  const { registry } = metrics;
  const log = createLog("silent");
  const silent: SqlRunner = { query: async () => [] };
  observeLedger({ registry, log });
  createInboxMetrics(silent, metrics);
  createDeliveryMetrics(silent, metrics);
  createJobMetrics(silent, metrics);
  createCheckTeller({ log, metrics });
  createLatenessMetric(metrics);
  createDatabaseMetrics({ service: silent } as WatchedDatabase, metrics);
  // What the library keeps of each; its own type names less.
  return registry.getMetricsAsArray() as unknown as Described[];
}

function isOfRuntime(name: string): boolean {
  return /^farebox_(nodejs|process)_/.test(name);
}

function table(described: readonly Described[]): string {
  const rows = described.map(
    ({ name, help, type, labelNames }) =>
      `| \`${name}\` | ${type} | ${unitOf(name)} | ${labelNames.map((label) => `\`${label}\``).join(", ")} | ${help} |`,
  );
  return ["| name | type | unit | labels | meaning |", "|---|---|---|---|---|", ...rows, ""].join("\n");
}

function unitOf(name: string): string {
  if (name.endsWith("_seconds") || name.endsWith("_seconds_total")) return "seconds";
  if (name.endsWith("_bytes")) return "bytes";
  return name.endsWith("_ratio") ? "ratio" : "count";
}
