import type { BillingError, MicroTokens } from "@farebox/billing-core";

/** What happened in a playground, newest last, with the request a call handler would have sent for it. */
export type PlaygroundEvent = {
  /** Grows by one in each playground. */
  readonly number: number;
  /** The machine's own time: what a reader of the log has on the wrist. */
  readonly at: Date;
  readonly kind: PlaygroundEventKind;
  readonly callId: string | null;
  readonly service: string | null;
  /** Seconds of a call, or units of another service. */
  readonly quantity: number | null;
  readonly charged: MicroTokens | null;
  /** Seconds of a call that are paid for. */
  readonly grantedSeconds: number | null;
  /** Why not: the code of the refusal. */
  readonly refusedBy: BillingError["code"] | "busy" | null;
  /** Null: nothing is sent for it. */
  readonly request: SentRequest | null;
};

export const PLAYGROUND_EVENT_KINDS = [
  "started",
  "heartbeat",
  "final",
  "ended",
  "out_of_tokens",
  "crashed",
  "lost",
  "settled",
  "recorded",
  "drained",
  "refused",
  "clock_moved",
] as const;

export type PlaygroundEventKind = (typeof PLAYGROUND_EVENT_KINDS)[number];

/** A request to the API as it is on the wire, but for who sends it. */
export type SentRequest = {
  readonly method: "POST";
  readonly path: `/${string}`;
  readonly body: Readonly<Record<string, unknown>>;
};

const MOST_EVENTS = 200;

/** Keeps the newest events of one playground; older ones are of no use to anybody. */
export function createEventLog() {
  let events: readonly PlaygroundEvent[] = [];
  let last = 0;
  return {
    list: () => events,
    add(kind: PlaygroundEventKind, facts: Partial<Omit<PlaygroundEvent, "number" | "at" | "kind">> = {}): void {
      last += 1;
      const event = { ...NOTHING, ...facts, number: last, at: new Date(), kind };
      events = [...events.slice(1 - MOST_EVENTS), event];
    },
  };
}

export type EventLog = ReturnType<typeof createEventLog>;

const NOTHING = {
  callId: null,
  service: null,
  quantity: null,
  charged: null,
  grantedSeconds: null,
  refusedBy: null,
  request: null,
} as const;
