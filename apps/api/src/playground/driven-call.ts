import type { Hold, Lease } from "@farebox/billing-core";
import type { SentRequest } from "./event-log.ts";

/** A call that a simulated handler keeps alive, as a handler knows its own call. */
export type DrivenCall = {
  readonly holdId: string;
  readonly callId: string;
  readonly service: string;
  readonly agentId: string | null;
  readonly rateVersion: number;
  /** On the process's monotonic clock, in milliseconds: the answer was there, so the call begins. */
  readonly startedAt: number;
  /** `crashed`: nothing is sent any more. `lost`: it was told that its call is over. */
  readonly state: "live" | "crashed" | "lost";
  /** When it crashed or was lost, on the same clock; null while live. */
  readonly stoppedAt: number | null;
  readonly lastSeq: number;
  readonly grantedSeconds: number;
  readonly isFinal: boolean;
  readonly nextBeatAt: number;
  /** A request of its own is under way. */
  readonly isBusy: boolean;
};

export function beginCall(hold: Hold, { final }: Lease, now: number): DrivenCall {
  return {
    holdId: hold.id,
    callId: hold.callId,
    service: hold.service,
    agentId: hold.agentId,
    rateVersion: hold.rateVersion,
    startedAt: now,
    state: "live",
    stoppedAt: null,
    lastSeq: hold.lastSeq,
    grantedSeconds: hold.grantedSeconds,
    isFinal: final,
    nextBeatAt: now + beatAfterMs(hold.grantedSeconds),
    isBusy: false,
  };
}

export function continueCall(call: DrivenCall, hold: Hold, { final }: Lease, now: number): DrivenCall {
  return {
    ...call,
    lastSeq: hold.lastSeq,
    grantedSeconds: hold.grantedSeconds,
    isFinal: final,
    nextBeatAt: now + beatAfterMs(hold.grantedSeconds - hold.elapsedSeconds),
  };
}

/** Whole seconds the call has lasted; of one that stopped, until then. */
export function elapsedMsOf(call: DrivenCall, now: number): number {
  return Math.max(0, (call.stoppedAt ?? now) - call.startedAt);
}

export function elapsedSecondsOf(call: DrivenCall, now: number): number {
  return Math.min(Math.floor(elapsedMsOf(call, now) / 1_000), LONGEST_SECONDS);
}

/** Whether what is paid for is used up and nothing more can be held: a handler hangs up then. */
export function mustHangUp(call: DrivenCall, now: number): boolean {
  const elapsedSeconds = elapsedSecondsOf(call, now);
  return (call.isFinal && elapsedSeconds >= call.grantedSeconds) || elapsedSeconds >= LONGEST_SECONDS;
}

export function heartbeatOf(call: DrivenCall, elapsedSeconds: number): SentRequest {
  return { method: "POST", path: `/holds/${call.holdId}/extend`, body: { seq: call.lastSeq + 1, elapsedSeconds } };
}

export function captureOf(call: DrivenCall, elapsedSeconds: number): SentRequest {
  return { method: "POST", path: `/holds/${call.holdId}/capture`, body: { elapsedSeconds } };
}

/** The rhythm that is asked of every handler: half of what is left, 30 s at most. */
function beatAfterMs(secondsLeft: number): number {
  return Math.max(1_000, Math.min(secondsLeft * 500, 30_000));
}

const LONGEST_SECONDS = 86_400;
