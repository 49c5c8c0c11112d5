import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tokens } from "./amounts.ts";
import { balanceOf } from "./balance.ts";
import type { Command } from "./commands.ts";
import { type Instant, MINUTE_MS } from "./instants.ts";
import {
  correctUsageCommand,
  grantCommand,
  recordUsageCommand,
  TEST_NOW,
  testId,
  testIds,
} from "./testing/builders.ts";
import { MemoryLedger } from "./testing/memory-ledger.ts";
import { toTokensText } from "./wire.ts";

const noon = TEST_NOW;
const names = new Map([
  [testId(1), "trial"],
  [testId(2), "promotion"],
  [testId(3), "purchase"],
]);

const story: readonly {
  readonly time: string;
  readonly at: Instant;
  readonly what: string;
  readonly command: Command;
}[] = [
  {
    time: "12:00",
    at: noon,
    what: "The trial arrives: 100 tokens that never expire",
    command: grantCommand({ scope: "fact", key: "trial", grantId: testId(1), source: "trial", tokens: tokens(100) }),
  },
  {
    time: "12:00",
    at: noon,
    what: "A promotion: 5 tokens until 13:00",
    command: grantCommand({ key: "autumn", grantId: testId(2), tokens: tokens(5), expiresAt: noon + 60 * MINUTE_MS }),
  },
  {
    time: "12:10",
    at: noon + 10 * MINUTE_MS,
    what: "An outbound call of 61 seconds",
    command: recordUsageCommand({ key: "call-1", lineId: testId(11), service: "outbound_call", quantity: 61 }),
  },
  {
    time: "13:00",
    at: noon + 60 * MINUTE_MS,
    what: "99 requests of an AI agent",
    command: recordUsageCommand({ key: "requests-1", lineId: testId(12), service: "ai_agent_request", quantity: 99 }),
  },
  {
    time: "13:01",
    at: noon + 61 * MINUTE_MS,
    what: "A call of 2 minutes that already happened",
    command: recordUsageCommand({
      key: "call-2",
      lineId: testId(13),
      service: "outbound_call",
      quantity: 120,
      allowOverdraft: true,
    }),
  },
  {
    time: "13:02",
    at: noon + 62 * MINUTE_MS,
    what: "One message, refused: there is debt",
    command: recordUsageCommand({ key: "message-1", lineId: testId(14) }),
  },
  {
    time: "13:05",
    at: noon + 65 * MINUTE_MS,
    what: "500 tokens are bought",
    command: grantCommand({
      scope: "fact",
      key: "purchase:1",
      grantId: testId(3),
      source: "purchase",
      tokens: tokens(500),
      costBasis: { amount: 500, currency: "usd" },
    }),
  },
  {
    time: "13:06",
    at: noon + 66 * MINUTE_MS,
    what: "The second call was a test: it is reversed",
    command: correctUsageCommand({ lineId: testId(13), reason: "test call" }),
  },
  {
    time: "13:07",
    at: noon + 67 * MINUTE_MS,
    what: "So was the first one, whose grant has expired",
    command: correctUsageCommand({ lineId: testId(11), correctionId: testId(22), reason: "test call" }),
  },
];

test("the worked example of the README is what decide does", () => {
  const ledger = new MemoryLedger();
  const newId = testIds();
  const rows = story.map(({ time, at, what, command }) => {
    const { effects } = ledger.submit([command], { now: at, newId });
    const entries = (effects?.entries ?? []).map(
      (entry) => `${entry.kind} ${toTokensText(entry.amount)} (${names.get(entry.grantId ?? "") ?? "debt"})`,
    );
    const { available, debt } = balanceOf(ledger.wholeAccount(), at);
    return `| ${time} | ${what} | ${entries.join("<br>") || "none"} | ${toTokensText(available)} | ${toTokensText(debt)} |`;
  });
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toContain(rows.join("\n"));
});
