import type { Logger } from "pino";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { toLoggable } from "../loggable-error.ts";
import type { LedgerObserver } from "./ledger-observer.ts";

/** The ledger in numbers, and in the log where somebody should look. */
export function observeLedger({
  registry,
  log,
}: {
  readonly registry: Registry;
  readonly log: Logger;
}): LedgerObserver {
  const registers = [registry];
  const seconds = new Histogram({
    name: "farebox_ledger_round_seconds",
    help: "From load to answer of one round: everything that waited, settled by one statement.",
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const commands = new Histogram({
    name: "farebox_ledger_round_commands",
    help: "Commands settled by one round.",
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000],
    registers,
  });
  const answered = new Counter({
    name: "farebox_ledger_commands_total",
    help: "Commands answered, by kind and by what they came to: an outcome, or the code of a refusal.",
    labelNames: ["command", "outcome"],
    registers,
  });
  // Labels are put together and looked up once for each kind of answer, not for each event.
  const answeredAs = new Map<string, Counter.Internal>();
  const counter = (name: string, help: string) =>
    new Counter({ name: `farebox_ledger_${name}_total`, help, registers });
  const moved = counter("moved", "Accounts that moved between load and commit and were decided again.");
  const unconfirmed = counter("unconfirmed", "Accounts decided without a load that the commit did not confirm.");
  const locked = counter("locked", "Accounts decided under their lock.");
  const conflicted = counter("conflicts", "Commands answered ledger_conflict.");
  const overloaded = counter("overloaded", "Commands not taken on because too much waited.");
  const lost = counter("answers_lost", "Rounds whose connection ended before the answer.");
  const failed = counter("failed", "Commands that failed for a reason of their own.");
  const waiting = new Gauge({
    name: "farebox_ledger_waiting",
    help: "Commands taken on and not yet answered.",
    registers,
  });
  return {
    settled: (round) => {
      seconds.observe(round.seconds);
      commands.observe(round.commands);
    },
    answered: ({ kind, outcome }) => {
      const name = `${kind} ${outcome}`;
      const counted = answeredAs.get(name) ?? answered.labels(kind, outcome);
      answeredAs.set(name, counted);
      counted.inc();
    },
    moved: () => moved.inc(),
    unconfirmed: () => unconfirmed.inc(),
    locked: () => locked.inc(),
    conflicted: (count) => conflicted.inc(count),
    refusedAsOverloaded: (count) => overloaded.inc(count),
    answerLost: (cause) => {
      lost.inc();
      log.warn(
        { failure: toLoggable(cause) },
        "an answer of the ledger was lost; the same commands go through the door again",
      );
    },
    failed: (businessId, cause) => {
      failed.inc();
      log.error({ businessId, failure: toLoggable(cause) }, "a command failed for a reason of its own");
    },
    waiting: (count) => waiting.set(count),
  };
}
