import fc from "fast-check";
import type { Command } from "../commands.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../instants.ts";
import { amountBetween, anyCostBasis } from "./arbitraries.ts";
import { anyCallDeed, type CallDeed } from "./call-deeds.ts";
import { anySaleDeed, type SaleDeed } from "./sale-deeds.ts";

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
  | CallDeed
  | SaleDeed;

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

/** The same of a business that buys packages. */
const buyingDeed = fc.oneof({ weight: 4, arbitrary: anyDeed }, { weight: 1, arbitrary: anySaleDeed });

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
  /** Whether money comes and goes, too: `TEST_PURCHASES` must be there. */
  readonly sells?: boolean;
}): fc.Arbitrary<readonly Batch[]> {
  const { batches, deedsEach, sells = false } = size;
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
  const busy = sells ? fc.oneof({ weight: 5, arbitrary: busyDeed }, { weight: 1, arbitrary: anySaleDeed }) : busyDeed;
  return fc.oneof(
    history(sells ? buyingDeed : anyDeed, slow),
    history(busy, [...quick, ...quick, ...quick, 11 * HOUR_MS]),
  );
}
