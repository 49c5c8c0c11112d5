import fc from "fast-check";
import type { Command } from "../commands.ts";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "../instants.ts";
import { amountBetween, anyCostBasis } from "./arbitraries.ts";
import { testId } from "./builders.ts";
import { anyCallDeed, type CallDeed, CallTeller } from "./call-deeds.ts";

/** One thing somebody does, before it is known what was done before. Numbers choose among what there is, counted round. */
export type Deed =
  | {
      readonly does: "grant";
      readonly tokens: Extract<Command, { kind: "grant" }>["tokens"];
      readonly priority: number;
      readonly effectiveInMs: number | null;
      readonly expiresInMs: number | null;
      readonly costBasis: { readonly amount: number; readonly currency: string } | null;
      readonly keyNumber: number | null;
    }
  | {
      readonly does: "use";
      readonly service: string;
      readonly quantity: number;
      readonly occurredInMs: number | null;
      readonly agentId: string | null;
      readonly allowOverdraft: boolean;
      readonly keyNumber: number | null;
    }
  | {
      readonly does: "correct";
      readonly choice: number;
      readonly reason: string;
      readonly service: string | null;
      readonly quantity: number;
    }
  | { readonly does: "resolve"; readonly choice: number; readonly decision: "accept" | "reject" }
  | { readonly does: "repeat"; readonly choice: number }
  | { readonly does: "expire" }
  | CallDeed;

/** Deeds that arrive together, some time after those before. */
export type Batch = { readonly afterMs: number; readonly isSuspended: boolean; readonly deeds: readonly Deed[] };

const services = ["outbound_call", "inbound_call", "sms", "transcription", "ai_agent_request", "fax", "fax"];

/** Mostly a key of its own. */
const rarelyTheSameKey = fc.constantFrom(...new Array<null>(20).fill(null), 0, 1);

const grantDeed: fc.Arbitrary<Deed> = fc.record({
  does: fc.constant("grant"),
  tokens: amountBetween(1n, 20_000_000n),
  priority: fc.constantFrom(50, 100, 100, 100),
  effectiveInMs: fc.constantFrom(null, null, null, -HOUR_MS, 20 * MINUTE_MS, 3 * HOUR_MS),
  expiresInMs: fc.constantFrom(null, null, -MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 5 * HOUR_MS, 2 * DAY_MS),
  costBasis: anyCostBasis,
  keyNumber: rarelyTheSameKey,
});

const useDeed: fc.Arbitrary<Deed> = fc.record({
  does: fc.constant("use"),
  service: fc.constantFrom(...services, ...services, "not_a_service"),
  quantity: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 300 })),
  occurredInMs: fc.constantFrom(
    null,
    null,
    null,
    -SECOND_MS,
    -4 * HOUR_MS,
    -3 * DAY_MS,
    -36 * DAY_MS,
    4 * MINUTE_MS,
    6 * MINUTE_MS,
  ),
  agentId: fc.constantFrom(null, "anna", "ben"),
  allowOverdraft: fc.boolean(),
  keyNumber: rarelyTheSameKey,
});

const correctDeed: fc.Arbitrary<Deed> = fc.record({
  does: fc.constant("correct"),
  choice: fc.nat({ max: 200 }),
  reason: fc.constantFrom("reported twice", "wrong duration"),
  service: fc.constantFrom(null, null, ...services),
  quantity: fc.integer({ min: 1, max: 200 }),
});

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: grantDeed },
  { weight: 12, arbitrary: useDeed },
  { weight: 5, arbitrary: correctDeed },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("resolve" as const),
      choice: fc.nat({ max: 50 }),
      decision: fc.constantFrom("accept" as const, "reject" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("repeat" as const), choice: fc.nat({ max: 200 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("expire" as const) }) },
  { weight: 4, arbitrary: anyCallDeed },
);

/** What a business does that mostly calls: tokens that reach for a few calls, and expire under them. */
const busyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 20, arbitrary: anyCallDeed },
  {
    weight: 5,
    arbitrary: fc
      .tuple(grantDeed, amountBetween(3_000_000n, 30_000_000n), fc.constantFrom(null, 40, 100, 300))
      .map(([deed, tokens, seconds]) =>
        deed.does === "grant"
          ? { ...deed, tokens, effectiveInMs: null, expiresInMs: seconds === null ? null : seconds * SECOND_MS }
          : deed,
      ),
  },
  { weight: 6, arbitrary: anyDeed },
);

/** Up to so many batches of `deedsEach` deeds, of a business that mostly reports events or of one that mostly calls. */
export function anyHistory(size: {
  readonly batches: number;
  readonly deedsEach: number;
}): fc.Arbitrary<readonly Batch[]> {
  const { batches, deedsEach } = size;
  const slow = [0, 0, SECOND_MS, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 2 * DAY_MS];
  const quick = [
    0,
    SECOND_MS,
    10 * SECOND_MS,
    30 * SECOND_MS,
    30 * SECOND_MS,
    MINUTE_MS,
    2 * MINUTE_MS,
    10 * MINUTE_MS,
  ];
  const history = (anyOf: fc.Arbitrary<Deed>, jumps: readonly number[]) => {
    const batch = fc.record({
      afterMs: fc.constantFrom(...jumps),
      isSuspended: fc.constantFrom(false, false, false, false, false, false, false, true),
      deeds: fc.array(anyOf, { minLength: 1, maxLength: deedsEach, size: "max" }),
    });
    return fc.array(batch, { minLength: 1, maxLength: batches, size: "max" });
  };
  return fc.oneof(history(anyDeed, slow), history(busyDeed, [...quick, ...quick, ...quick, 11 * HOUR_MS]));
}

/** Turns deeds into commands, with fresh ids and with the keys and ids of what was sent before. */
export class Storyteller {
  readonly sent: Command[] = [];
  #lineIds: string[] = [];
  #number = 0x1000;
  readonly #calls = new CallTeller(() => this.#freshId());

  /**
   * Tells which lines and holds there are: what a correction or a heartbeat may be about, besides those of its own batch.
   * Heartbeats are also about calls whose opening was refused when nobody tells which holds there are.
   */
  beginBatch(lineIds: Iterable<string>, holdIds?: Iterable<string>): void {
    this.#lineIds = [...lineIds];
    if (holdIds !== undefined) this.#calls.beginBatch(holdIds);
  }

  commandFor(deed: Deed, now: Instant): Command {
    const command = this.#commandFor(deed, now);
    this.sent.push(command);
    if (command.kind === "record_usage" || command.kind === "resolve_review" || command.kind === "capture_hold")
      this.#lineIds.push(command.lineId);
    if (command.kind === "correct_usage" && command.replacement !== null)
      this.#lineIds.push(command.replacement.lineId);
    return command;
  }

  #commandFor(deed: Deed, now: Instant): Command {
    switch (deed.does) {
      case "grant": {
        const { tokens, priority, costBasis, effectiveInMs, expiresInMs, keyNumber } = deed;
        const grantId = this.#freshId();
        return {
          kind: "grant",
          scope: "grant",
          key: keyNumber === null ? grantId : `grant-${keyNumber}`,
          grantId,
          source: "adjustment",
          tokens,
          priority,
          costBasis,
          reason: null,
          effectiveAt: at(now, effectiveInMs),
          expiresAt: at(now, expiresInMs),
        };
      }
      case "use": {
        const { service, quantity, agentId, allowOverdraft, keyNumber } = deed;
        const lineId = this.#freshId();
        return {
          kind: "record_usage",
          key: keyNumber === null ? lineId : `use-${keyNumber}`,
          lineId,
          service,
          quantity,
          occurredAt: at(now, deed.occurredInMs),
          agentId,
          ref: null,
          metadata: null,
          allowOverdraft,
          lateAfterMs: 35 * DAY_MS,
        };
      }
      case "correct": {
        const { choice, reason, service, quantity } = deed;
        const replacement = service === null ? null : { lineId: this.#freshId(), service, quantity };
        return {
          kind: "correct_usage",
          correctionId: this.#freshId(),
          lineId: this.#chosen(this.#lineIds, choice),
          reason,
          replacement,
        };
      }
      case "resolve":
        return {
          kind: "resolve_review",
          reviewId: this.#chosen(this.#lateLineIds(now), deed.choice),
          decision: deed.decision,
          lineId: this.#freshId(),
          note: null,
        };
      case "repeat":
        return this.sent.length === 0
          ? { kind: "expire" }
          : (this.sent[deed.choice % this.sent.length] ?? { kind: "expire" });
      case "expire":
        return { kind: "expire" };
      default:
        return this.#calls.commandFor(deed, now);
    }
  }

  #lateLineIds(now: Instant): string[] {
    return this.sent.flatMap((command) =>
      command.kind === "record_usage" && (command.occurredAt ?? now) < now - 35 * DAY_MS ? [command.lineId] : [],
    );
  }

  #chosen(ids: readonly string[], choice: number): string {
    return ids[choice % Math.max(1, ids.length)] ?? testId(0xdead);
  }

  #freshId(): string {
    this.#number += 1;
    return testId(this.#number);
  }
}

function at(now: Instant, offsetMs: number | null): Instant | null {
  return offsetMs === null ? null : now + offsetMs;
}
