import { performance } from "node:perf_hooks";
import type { NotDecided } from "../ledger/not-decided.ts";
import { captureHold } from "../use-cases/capture-hold.ts";
import { type Refusal, refuse } from "../use-cases/refusal.ts";
import { captureOf, type DrivenCall, elapsedSecondsOf } from "./driven-call.ts";
import type { Playground, PlaygroundDeps } from "./playground.ts";

/** Hangs up. Of a call whose handler crashed it is the carrier's record that tells its end: late, and it settles the call. */
export async function endCall(deps: StopDeps, asked: AskedCall): Promise<Stopped | Refusal | NotDecided> {
  const { businessId, holdId } = asked;
  const room = deps.playground.roomOf(businessId);
  const call = room.calls.get(holdId);
  if (call === undefined) return NO_SUCH_CALL;
  const elapsedSeconds = elapsedSecondsOf(call, performance.now());
  const about = {
    callId: call.callId,
    service: call.service,
    quantity: elapsedSeconds,
    request: captureOf(call, elapsedSeconds),
  };
  const answer = await captureHold(deps, { businessId, holdId, elapsedSeconds });
  if (answer.outcome === "not_decided") return answer;
  if (answer.outcome === "refused") {
    room.events.add("refused", { ...about, refusedBy: answer.error.code });
    return { outcome: "told" };
  }
  room.calls.delete(holdId);
  room.events.add(answer.outcome === "settled" ? "settled" : "ended", { ...about, charged: answer.hold.accrued });
  return STOPPED;
}

/** Its handler dies: nothing is sent any more, and nobody is told. */
export function crashCall({ playground }: Pick<StopDeps, "playground">, asked: AskedCall): Stopped | Refusal {
  const room = playground.roomOf(asked.businessId);
  const call = room.calls.get(asked.holdId);
  if (call === undefined || call.state !== "live") return NO_SUCH_CALL;
  const now = performance.now();
  const crashed: DrivenCall = { ...call, state: "crashed", stoppedAt: now };
  room.calls.set(asked.holdId, crashed);
  room.events.add("crashed", {
    callId: call.callId,
    service: call.service,
    quantity: elapsedSecondsOf(crashed, now),
  });
  return STOPPED;
}

type StopDeps = PlaygroundDeps & { readonly playground: Playground };

export type AskedCall = { readonly businessId: string; readonly holdId: string };
/** `told`: it was refused, which is an answer here and stands among the events. */
export type Stopped = { readonly outcome: "stopped" | "told" };

const STOPPED: Stopped = { outcome: "stopped" };
const NO_SUCH_CALL = refuse({ code: "not_found", what: "hold" });
