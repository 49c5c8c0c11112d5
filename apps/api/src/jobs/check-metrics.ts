import type { Logger } from "pino";
import { Counter } from "prom-client";
import { toLoggable } from "../loggable-error.ts";
import type { Metrics } from "../metrics.ts";
import type { LedgerSample } from "../use-cases/check-ledger-sample.ts";

/** Tells what the rotating checks of the books find, in the log and as numbers. */
export function createCheckTeller({ log, metrics }: { readonly log: Logger; readonly metrics: Metrics }): TellSample {
  const counter = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ["check"], registers: [metrics.registry] });
  const checked = counter(
    "farebox_check_businesses_total",
    "Businesses whose books were checked, by check: ledger or roll_ups.",
  );
  const found = counter(
    "farebox_check_findings_total",
    "What did not hold in checked books, by check. Anything above 0 is for a person.",
  );
  const failed = counter("farebox_check_failures_total", "Businesses whose books could not be checked, by check.");
  for (const each of [checked, found, failed]) for (const check of ["ledger", "roll_ups"]) each.inc({ check }, 0);
  return (check, { findings, failures, businesses }) => {
    checked.inc({ check }, businesses);
    found.inc({ check }, findings.length);
    failed.inc({ check }, failures.length);
    for (const { businessId, place, problem, rule } of findings)
      log.error({ check, businessId, place, problem, rule }, "the ledger does not hold");
    for (const { businessId, cause } of failures)
      log.error({ check, businessId, failure: toLoggable(cause) }, "a ledger could not be checked");
    log.debug({ check, businesses, findings: findings.length }, "checked a sample of the ledger");
  };
}

export type TellSample = (check: "ledger" | "roll_ups", sample: LedgerSample) => void;
