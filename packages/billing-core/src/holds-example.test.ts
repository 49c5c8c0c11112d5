import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tokens } from "./amounts.ts";
import { balanceOf } from "./balance.ts";
import type { Command } from "./commands.ts";
import { type Instant, MINUTE_MS, SECOND_MS } from "./instants.ts";
import {
  captureHoldCommand,
  extendHoldCommand,
  grantCommand,
  openHoldCommand,
  TEST_NOW,
  testId,
  testIds,
} from "./testing/builders.ts";
import { checkInvariants } from "./testing/check-invariants.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";
import { toTokensText } from "./wire.ts";

const at = (minute: number, second = 0): Instant => TEST_NOW + minute * MINUTE_MS + second * SECOND_MS;
const [promotion, purchase, later] = [testId(1), testId(2), testId(3)];
const names = new Map([
  [promotion, "promotion"],
  [purchase, "purchase"],
  [later, "later purchase"],
]);
const [anna, ben, carla] = [testId(11), testId(12), testId(13)];
const bought = (grantId: string, count: number) =>
  grantCommand({
    scope: "fact",
    key: grantId,
    grantId,
    source: "purchase",
    tokens: tokens(count),
    costBasis: { amount: 500, currency: "usd" },
  });

const story: readonly (readonly [at: Instant, what: string, command: Command])[] = [
  [
    at(0),
    "A promotion: 12 tokens until 12:03",
    grantCommand({ grantId: promotion, tokens: tokens(12), expiresAt: at(3) }),
  ],
  [at(0), "11 tokens are bought", bought(purchase, 11)],
  [at(0), "Anna's outbound call begins", openHoldCommand({ holdId: anna, callId: "anna" })],
  [at(0, 30), "Anna: heartbeat at 30 s", extendHoldCommand({ holdId: anna })],
  [at(1), "Ben's inbound call begins", openHoldCommand({ holdId: ben, callId: "ben", service: "inbound_call" })],
  [at(3), "The promotion expires under both", { kind: "expire" }],
  [at(4, 30), "Anna: heartbeat at 270 s", extendHoldCommand({ holdId: anna, seq: 2, elapsedSeconds: 270 })],
  [at(5), "Ben's call ends after 100 s", captureHoldCommand({ holdId: ben, elapsedSeconds: 100 })],
  [at(5), "Anna: heartbeat at 300 s", extendHoldCommand({ holdId: anna, seq: 3, elapsedSeconds: 300 })],
  [at(5, 35), "Anna's call ends after 333 s", captureHoldCommand({ holdId: anna, elapsedSeconds: 333 })],
  [at(10), "20 tokens are bought", bought(later, 20)],
  [at(10), "Carla's outbound call begins", openHoldCommand({ holdId: carla, callId: "carla" })],
  [at(10, 30), "Carla: heartbeat at 30 s", extendHoldCommand({ holdId: carla })],
  [at(15, 30), "Nothing more is heard of Carla", { kind: "expire" }],
  [at(60), "Her call is reported after all: 90 s", captureHoldCommand({ holdId: carla, elapsedSeconds: 90 })],
];

test("the live calls of the README are what decide does", () => {
  const ledger = new MemoryLedger();
  const newId = testIds();
  const rows = story.map(([instant, what, command]) => {
    const { outcomes, effects } = ledger.submit([command], { now: instant, newId });
    const entries = (effects?.entries ?? []).map(
      (entry) => `${entry.kind} ${toTokensText(entry.amount)} (${names.get(entry.grantId ?? "") ?? "debt"})`,
    );
    const { available, held, covered, debt } = balanceOf(ledger.wholeAccount(), instant);
    expect(checkInvariants(ledger.wholeAccount(), instant)).toEqual([]);
    const [outcome] = outcomes;
    const granted =
      outcome !== undefined && "affordableSeconds" in outcome
        ? `${outcome.hold.grantedSeconds} s${outcome.final ? ", final" : ""}`
        : "";
    const amounts = [available, held, covered, debt].map(toTokensText).join(" | ");
    return `| ${clockOf(instant)} | ${what} | ${granted} | ${entries.join("<br>") || "none"} | ${amounts} |`;
  });
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toContain(rows.join("\n"));
});

function clockOf(instant: Instant): string {
  return new Date(instant).toISOString().slice(11, 19);
}
