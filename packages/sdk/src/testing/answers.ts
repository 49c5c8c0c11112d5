import type { BalanceGetAnswer, HoldsOpenAnswer } from "../contract.gen.ts";

export function aHold(more: Partial<HoldsOpenAnswer> = {}): HoldsOpenAnswer {
  return {
    outcome: "opened",
    holdId: "0198c0de-0000-7000-8000-000000000001",
    callId: "CA-1",
    status: "open",
    service: "outbound_call",
    agentId: null,
    grantedSeconds: 300,
    affordableSeconds: 3_000,
    bookedSeconds: 0,
    held: 10,
    charged: 0,
    final: false,
    rateVersion: 1,
    lastSeq: 0,
    openedAt: "2026-01-01T00:00:00.000Z",
    expiresAt: "2026-01-01T00:05:30.000Z",
    closedAt: null,
    closedReason: null,
    settledAt: null,
    transactionId: null,
    ...more,
  };
}

export function aBalance(more: Partial<BalanceGetAnswer> = {}): BalanceGetAnswer {
  return {
    businessId: "0198c0de-0000-7000-8000-00000000000b",
    available: 90,
    held: 10,
    debt: 0,
    total: 100,
    upcoming: 0,
    frozen: 0,
    low: false,
    status: "ok",
    grants: [],
    liveCalls: [],
    asOf: "2026-01-01T00:00:00.000Z",
    version: 2,
    ...more,
  };
}

/** A result for each event that was sent. */
export function recorded(body: string, more: object = {}): object {
  const { events } = JSON.parse(body) as { events: { key: string }[] };
  return {
    results: events.map(({ key }) => ({ key, outcome: "recorded", charged: 0.5, balanceAfter: 99.5, ...more })),
  };
}
