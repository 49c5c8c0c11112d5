import type { HoldsGetAnswer } from "../contract.gen.ts";
import type { FareboxError } from "../errors.ts";

/** A call as the ledger has it. */
export type Hold = HoldsGetAnswer;

export type CallToStart = {
  /** Your own name for the call, such as its SID: once for ever. Started again, it is the same call. */
  readonly callId: string;
  /** `outbound_call`, `inbound_call`, … */
  readonly service: string;
  readonly agentId?: string | undefined;
  /** Instead of the client's. */
  readonly businessId?: string | undefined;
};

export type EndedCall = {
  /** Whole seconds the call lasted, where you know better: the carrier's record. Left out: as measured here. */
  readonly elapsedSeconds?: number | undefined;
};

/** How a call ended. */
export type CallEnd = {
  /**
   * - `captured`: charged.
   * - `settled`: it had been taken for abandoned, and now stands with its real duration.
   * - `ended_before`: something else ended it, and that stands; see `hold`.
   * - `booked`: Farebox was not there while it lasted; its allowed seconds are booked as usage.
   * - `refused`: its allowed seconds could not be booked; `onRefused` heard why.
   * - `queued`: Farebox could not be reached; it is delivered as soon as it can be, and `settled` tells.
   */
  readonly outcome: "captured" | "settled" | "ended_before" | "booked" | "refused" | "queued";
  readonly callId: string;
  /** Charged for. */
  readonly elapsedSeconds: number;
  /** Tokens; null while it is not known. */
  readonly charged: number | null;
  /** Its last known state; null when it never got one. */
  readonly hold: Hold | null;
};

/** What is told while a call lives. */
export type CallEvents = {
  /** About 60, and about 15 seconds are left. `isGranted`: they are paid for already; otherwise they are an estimate. */
  readonly low: { readonly secondsLeft: number; readonly threshold: 60 | 15; readonly isGranted: boolean };
  /**
   * At most 15 seconds are left, and there will be no more: Farebox just said so, or cannot be asked. Say goodbye. Tokens
   * that arrive meanwhile may take it back; then it can be told again.
   */
  readonly final: { readonly secondsLeft: number; readonly because: "tokens" | "outage" };
  /** No second is left: hang up and `end()`. `because` `outage` when it might have gone on, had Farebox been there. */
  readonly exhausted: { readonly because: "tokens" | "outage" };
  /** It has ended and its charge stands. Once. */
  readonly settled: CallEnd;
  /**
   * It is no longer live, and not by this process: `abandoned` (no heartbeat got through in time), `ended_elsewhere`, or
   * `refused` with the error. Hang up and `end()`, which settles what an abandoned call really lasted.
   */
  readonly lost: {
    readonly because: "abandoned" | "ended_elsewhere" | "refused";
    readonly hold: Hold | null;
    readonly error: FareboxError | null;
  };
};

/** A live call. It measures itself, sends heartbeats, and tells what is left. */
export interface Call extends AsyncDisposable {
  readonly callId: string;
  /** Null while it runs on an allowance. */
  readonly holdId: string | null;
  readonly service: string;
  /** `allowed`: it runs on an allowance because Farebox cannot be reached. */
  readonly state: "live" | "allowed" | "lost" | "ended";
  /** Whole seconds so far. */
  readonly elapsedSeconds: number;
  /** Whole seconds it may still last: what is granted, and as far as can be told what the balance pays beyond. */
  readonly secondsLeft: number;
  /** Of these, the whole seconds for which tokens are set aside; whatever else is spent meanwhile cannot take them. */
  readonly grantedSecondsLeft: number;
  /** Every second that is left is granted: there will be no more unless tokens arrive. */
  readonly isFinal: boolean;
  /** Its last known state in the ledger. */
  readonly hold: Hold | null;
  /** Listens until the answer is called, or the call has settled. */
  on<Name extends keyof CallEvents>(name: Name, listener: (event: CallEvents[Name]) => unknown): () => void;
  /** Ends and charges it. Every further time it answers the first end. Never fails because Farebox is away: see `queued`. */
  end(ended?: EndedCall): Promise<CallEnd>;
}

export interface Calls {
  /**
   * Opens a call. Throws `below_call_floor`, `insufficient_tokens`, `cap_reached`, … when it may not start, and
   * `call_ended` when that call has been before. A call that lives already, here or in another process, is joined.
   */
  start(call: CallToStart): Promise<Call>;
  /** Takes up a call that another process, or this one before it died, has started. Throws `not_found` when there is none. */
  resume(callId: string, options?: { readonly businessId?: string | undefined }): Promise<Call>;
}
