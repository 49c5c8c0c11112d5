import { expect, test } from "vitest";
import { tokens, ZERO } from "../amounts.ts";
import { DAY_MS } from "../instants.ts";
import {
  correctUsageCommand,
  recordUsageCommand,
  resolveReviewCommand,
  TEST_NOW,
  testId,
  testIds,
} from "../testing/builders.ts";
import { MemoryLedger } from "../testing/memory-ledger.ts";

const now = TEST_NOW;
const occurredAt = now - 40 * DAY_MS;
const late = recordUsageCommand({ occurredAt, agentId: "anna" });

test("an accepted event is booked whatever the balance is, at the price of its day", () => {
  const ledger = ledgerWithReview();
  const { outcomes, effects } = ledger.submit([resolveReviewCommand({ note: "late export" })], at(now + 1));
  expect(outcomes).toMatchObject([
    {
      outcome: "accepted",
      line: {
        id: testId(0x400),
        key: "message-1",
        occurredAt,
        statedOccurredAt: occurredAt,
        recordedAt: now + 1,
        agentId: "anna",
        charged: 500_000n,
      },
      review: { status: "accepted", resolvedAt: now + 1, lineId: testId(0x400), note: "late export" },
    },
  ]);
  expect(ledger.account.debt).toBe(500_000n);
  expect(effects).toMatchObject({ keys: [], usage: [{ day: "2025-08-22" }] });
});

test("after that its key answers with the line, and the line can be corrected", () => {
  const ledger = ledgerWithReview();
  const { outcomes } = ledger.submit([resolveReviewCommand(), late], at(now));
  expect(outcomes[1]).toMatchObject({ outcome: "replayed", line: { id: testId(0x400) } });
  expect(ledger.submit([late], at(now)).outcomes).toMatchObject([{ outcome: "replayed", line: { id: testId(0x400) } }]);
  ledger.submit([correctUsageCommand({ lineId: testId(0x400) })], at(now));
  expect(ledger.account.debt).toBe(ZERO);
});

test("a rejected event is only marked, and its key stays taken", () => {
  const ledger = ledgerWithReview();
  const { outcomes, effects } = ledger.submit(
    [resolveReviewCommand({ decision: "reject", note: "test data" })],
    at(now),
  );
  expect(outcomes).toMatchObject([
    { outcome: "rejected", line: null, review: { status: "rejected", lineId: null, note: "test data" } },
  ]);
  expect(effects).toMatchObject({ entries: [], lines: [], keys: [], usage: [] });
  expect(ledger.submit([late], at(now)).outcomes).toMatchObject([
    { outcome: "review", replayed: true, review: { status: "rejected" } },
  ]);
});

test.each(["accept", "reject"] as const)(
  "the decision %s again is answered again, the other one is a mismatch",
  (decision) => {
    const ledger = ledgerWithReview();
    ledger.submit([resolveReviewCommand({ decision })], at(now));
    const again = resolveReviewCommand({ decision, lineId: testId(0x401) });
    const other = resolveReviewCommand({ decision: decision === "accept" ? "reject" : "accept" });
    const { outcomes, effects } = ledger.submit([again, other], at(now));
    expect(outcomes).toMatchObject([
      { outcome: "replayed", line: decision === "accept" ? { id: testId(0x400) } : null },
      { outcome: "refused", error: { code: "idempotency_mismatch", key: "message-1", field: "decision" } },
    ]);
    expect(effects).toBeNull();
  },
);

test("an event reported and accepted within one batch is one row, in its last state", () => {
  const ledger = new MemoryLedger();
  const { effects } = ledger.submit([late, resolveReviewCommand()], at(now));
  expect(effects).toMatchObject({
    reviewsInserted: [{ status: "accepted" }],
    reviewsUpdated: [],
    lines: [{ id: testId(0x400) }],
  });
});

test("a service that had no price then cannot be accepted, and an unknown review is not found", () => {
  const ledger = ledgerWithReview();
  ledger.account = { ...ledger.account, rateCards: [] };
  expect(
    ledger.submit([resolveReviewCommand(), resolveReviewCommand({ reviewId: testId(0x777) })], at(now)),
  ).toMatchObject({
    outcomes: [{ error: { code: "unknown_service" } }, { error: { code: "not_found", what: "review" } }],
    effects: null,
  });
});

function ledgerWithReview(): MemoryLedger {
  const ledger = new MemoryLedger({ overdraftLimit: tokens(0) });
  ledger.submit([late], at(now));
  return ledger;
}

function at(instant: number) {
  return { now: instant, newId: testIds() };
}
