import { performance } from "node:perf_hooks";
import { toLoggable } from "../loggable-error.ts";
import { captureHold } from "../use-cases/capture-hold.ts";
import { extendHold } from "../use-cases/extend-hold.ts";
import { captureOf, continueCall, type DrivenCall, elapsedSecondsOf, heartbeatOf, mustHangUp } from "./driven-call.ts";
import type { PlaygroundDeps, Room } from "./playground.ts";

/** One look of a handler at its call: it sends a heartbeat when one is due, and hangs up when what is paid for is used up. */
export async function driveCall(deps: PlaygroundDeps, look: Look): Promise<void> {
  const { room, call, now } = look;
  if (call.isBusy) return;
  const isOver = mustHangUp(call, now);
  if (!isOver && now < call.nextBeatAt) return;
  const change = (changed: DrivenCall) => {
    // It may have been ended or crashed while its answer was under way: then it stays so.
    if (room.calls.get(call.holdId)?.state === "live") room.calls.set(call.holdId, changed);
  };
  change({ ...call, isBusy: true });
  try {
    const next = await (isOver ? hangUp(deps, look) : beat(deps, look));
    if (next === null) room.calls.delete(call.holdId);
    else change({ ...next, isBusy: false });
  } catch (error) {
    // The next look tries again, as a handler does.
    deps.log.warn({ failure: toLoggable(error) }, "playground call");
    change({ ...call, isBusy: false });
  }
}

type Look = {
  readonly businessId: string;
  readonly room: Room;
  readonly call: DrivenCall;
  /** On the process's monotonic clock. */
  readonly now: number;
};

async function beat(deps: PlaygroundDeps, { businessId, room, call, now }: Look): Promise<DrivenCall> {
  const elapsedSeconds = elapsedSecondsOf(call, now);
  const request = heartbeatOf(call, elapsedSeconds);
  const answer = await extendHold(deps, { businessId, holdId: call.holdId, seq: call.lastSeq + 1, elapsedSeconds });
  const about = { callId: call.callId, service: call.service, quantity: elapsedSeconds, request };
  if (answer.outcome === "not_decided") return call;
  if (answer.outcome === "refused") {
    room.events.add("lost", { ...about, refusedBy: answer.error.code });
    return { ...call, state: "lost", stoppedAt: now };
  }
  const { hold } = answer;
  const kind = answer.final && !call.isFinal ? "final" : "heartbeat";
  room.events.add(kind, { ...about, charged: hold.accrued, grantedSeconds: hold.grantedSeconds });
  return continueCall(call, hold, answer, performance.now());
}

/** Null once it has ended. Charged to the second that was granted: not one more was promised. */
async function hangUp(deps: PlaygroundDeps, { businessId, room, call }: Look): Promise<DrivenCall | null> {
  const elapsedSeconds = call.grantedSeconds;
  const request = captureOf(call, elapsedSeconds);
  const answer = await captureHold(deps, { businessId, holdId: call.holdId, elapsedSeconds });
  const about = { callId: call.callId, service: call.service, quantity: elapsedSeconds, request };
  if (answer.outcome === "not_decided") return call;
  if (answer.outcome === "refused") {
    room.events.add("lost", { ...about, refusedBy: answer.error.code });
    return { ...call, state: "lost", stoppedAt: performance.now() };
  }
  room.events.add("out_of_tokens", { ...about, charged: answer.hold.accrued });
  return null;
}
