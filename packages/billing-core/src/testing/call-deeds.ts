import fc from "fast-check";
import type { Cap } from "../account.ts";
import type { Command } from "../commands.ts";
import { DAY_MS, type Instant, SECOND_MS } from "../instants.ts";
import { amountBetween } from "./arbitraries.ts";
import { testId } from "./builders.ts";

/** What can happen around live calls. Numbers choose among the calls there are, the youngest first, counted round. */
export type CallDeed =
  | {
      readonly does: "open";
      readonly service: string;
      readonly agentId: string | null;
      readonly callNumber: number | null;
    }
  | {
      readonly does: "extend";
      readonly choice: number;
      /** 1 for the next heartbeat, 0 for the last one again, more where some were lost. */
      readonly seqStep: number;
      readonly elapsed: Elapsed;
    }
  | { readonly does: "capture"; readonly choice: number; readonly elapsed: Elapsed }
  | { readonly does: "void"; readonly choice: number; readonly reason: string }
  | { readonly does: "set_caps"; readonly caps: readonly Cap[] }
  | { readonly does: "change_settings"; readonly concurrentCallsLimit: number | null };

/** A part of the time since the opening, and some seconds more or less. */
type Elapsed = { readonly percent: number; readonly moreSeconds: number };

const calls = ["outbound_call", "outbound_call", "inbound_call", "conference"];

const anyElapsed: fc.Arbitrary<Elapsed> = fc.record({
  percent: fc.constantFrom(100, 100, 100, 90, 50, 0),
  moreSeconds: fc.constantFrom(0, 0, 0, 0, 5, 6, -1),
});

const mostlyYoung = fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 50 }));

const anyCap: fc.Arbitrary<Cap> = fc.record({
  agentId: fc.constantFrom(null, null, "anna"),
  every: fc.constantFrom("day", "month"),
  limit: amountBetween(0n, 60_000_000n),
});

export const anyCallDeed: fc.Arbitrary<CallDeed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant("open" as const),
      service: fc.constantFrom(...calls, ...calls, ...calls, "sms", "no_service"),
      agentId: fc.constantFrom(null, "anna", "ben"),
      callNumber: fc.constantFrom(null, null, null, null, null, 0, 1),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      does: fc.constant("extend" as const),
      choice: mostlyYoung,
      seqStep: fc.constantFrom(1, 1, 1, 1, 0, 3),
      elapsed: anyElapsed,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constant("capture" as const), choice: mostlyYoung, elapsed: anyElapsed }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("void" as const),
      choice: mostlyYoung,
      reason: fc.constantFrom("no answer", "busy"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("set_caps" as const),
      caps: fc.uniqueArray(anyCap, { selector: ({ agentId, every }) => `${agentId} ${every}`, maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("change_settings" as const),
      concurrentCallsLimit: fc.constantFrom(null, null, 2, 5),
    }),
  },
);

/** Turns call deeds into commands, remembering which calls were opened and what was last reported of them. */
export class CallTeller {
  #calls: { readonly holdId: string; readonly openedAt: Instant; seq: number }[] = [];
  readonly #freshId: () => string;

  constructor(freshId: () => string) {
    this.#freshId = freshId;
  }

  /** Forgets calls whose opening was refused. */
  beginBatch(holdIds: Iterable<string>): void {
    const opened = new Set(holdIds);
    this.#calls = this.#calls.filter(({ holdId }) => opened.has(holdId));
  }

  commandFor(deed: CallDeed, now: Instant): Command {
    if (deed.does === "set_caps") return { kind: "set_caps", caps: deed.caps };
    if (deed.does === "change_settings")
      return { kind: "change_settings", concurrentCallsLimit: deed.concurrentCallsLimit };
    if (deed.does === "open") {
      const { service, agentId, callNumber } = deed;
      const holdId = this.#freshId();
      this.#calls.push({ holdId, openedAt: now, seq: 0 });
      const callId = callNumber === null ? holdId : `call-${callNumber}`;
      return { kind: "open_hold", holdId, callId, service, agentId };
    }
    const call = this.#calls.at(-1 - (deed.choice % Math.max(1, this.#calls.length)));
    const holdId = call?.holdId ?? testId(0xdead);
    if (deed.does === "void") return { kind: "void_hold", holdId, reason: deed.reason };
    const { percent, moreSeconds } = deed.elapsed;
    const passedSeconds = Math.floor((now - (call?.openedAt ?? now)) / SECOND_MS);
    const elapsedSeconds = Math.max(0, Math.floor((passedSeconds * percent) / 100) + moreSeconds);
    if (deed.does === "capture")
      return { kind: "capture_hold", holdId, elapsedSeconds, lineId: this.#freshId(), lateAfterMs: 35 * DAY_MS };
    if (call !== undefined) call.seq += deed.seqStep;
    return { kind: "extend_hold", holdId, seq: call?.seq ?? 1, elapsedSeconds };
  }
}
