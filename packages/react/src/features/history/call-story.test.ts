import { describe, expect, test } from "vitest";
import { tellCall } from "./call-story.ts";
import type { Receipt } from "./use-receipt.ts";

type Call = NonNullable<Receipt["call"]>;
const opened = { step: "opened", at: "2025-06-06T11:20:04.000Z", seconds: 0 } as const;
const call: Call = {
  holdId: "hold",
  callId: "CA1",
  status: "captured",
  openedAt: opened.at,
  closedAt: "2025-06-06T11:23:23.000Z",
  settledAt: null,
  closedReason: null,
  story: [opened, { step: "captured", at: "2025-06-06T11:23:23.000Z", seconds: 192 }],
};
const line = { status: "settled", amount: -6.4, hold: null } as const;

describe("the story of a call", () => {
  test("that was captured", () => {
    expect(tellCall(call, line).map(({ text }) => text)).toEqual([
      "Opened, tokens held",
      "Ended after 3 min 12 s, 6.4 charged",
      "The rest of the hold released",
    ]);
  });

  test("that never got through", () => {
    const voided: Call = {
      ...call,
      status: "voided",
      closedReason: "not answered",
      story: [opened, { step: "voided", at: opened.at, seconds: 0 }],
    };
    expect(tellCall(voided, { ...line, amount: 0 })[1]?.text).toBe("Called off: not answered. No charge");
  });

  test("that was abandoned, and settled later", () => {
    const settled: Call = {
      ...call,
      status: "settled",
      story: [
        opened,
        { step: "abandoned", at: "2025-06-06T11:25:34.000Z", seconds: null },
        { step: "settled", at: "2025-06-06T12:00:00.000Z", seconds: 192 },
      ],
    };
    expect(tellCall(settled, line).map(({ text }) => text)).toEqual([
      "Opened, tokens held",
      "Abandoned: nothing more was heard. What was reported was charged",
      "The rest of the hold released",
      "Settled late: 3 min 12 s, 6.4 charged in all",
    ]);
    expect(tellCall(settled, { ...line, status: "corrected" }).at(-1)?.text).toBe("Settled late: 3 min 12 s");
  });
});
