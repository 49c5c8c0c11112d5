import type { Chance } from "../plan/chance.ts";
import { type PlannedCall, SETTLES_AFTER_STEPS, STEP_SECONDS } from "../plan/plan.ts";

/** A call as its handler knows it: what it planned, and what it was answered. */
export type FleetCall = {
  readonly plan: PlannedCall;
  readonly businessId: string;
  /** Whether it began under the prices of its business's own. */
  hasOwnPrices: boolean;
  state: "waiting" | "live" | "refused" | "ended";
  holdId: string;
  grantedSeconds: number;
  isFinal: boolean;
  lastSeq: number;
  /** The last heartbeat that was answered: what an abandoned call is charged for. */
  heardSeconds: number;
  /** How it ended, acknowledged; null while nobody was told. */
  acknowledged: { readonly how: "captured" | "settled" | "voided"; readonly seconds: number } | null;
};

export type CallMessage =
  | { readonly kind: "open" | "void" }
  | { readonly kind: "beat"; readonly seq: number; readonly seconds: number }
  | { readonly kind: "capture"; readonly seconds: number };

/** What a handler sends in a step; null: nothing. */
export function messageOf(call: FleetCall, step: number): CallMessage | null {
  const { plan } = call;
  const age = step - plan.startStep;
  if (call.state === "waiting") return age >= 0 ? { kind: "open" } : null;
  if (call.state !== "live" || age === 0) return null;
  if (plan.fate === "not_answered") return { kind: "void" };
  const isSilent = plan.fate !== "hangs_up" && age > plan.silentAfterSteps;
  if (isSilent) {
    const isSettled = plan.fate === "crashes_and_is_settled" && age > plan.silentAfterSteps + SETTLES_AFTER_STEPS;
    return isSettled ? { kind: "capture", seconds: Math.max(call.heardSeconds, lengthOf(plan)) } : null;
  }
  const now = age * STEP_SECONDS;
  // Nobody talks on beyond what is paid for, whether more was refused or its answer was lost.
  const isOver = now > call.grantedSeconds || (call.isFinal && now >= call.grantedSeconds);
  if (isOver || (now >= plan.seconds && plan.fate === "hangs_up"))
    return { kind: "capture", seconds: Math.min(lengthOf(plan), call.grantedSeconds) };
  return {
    kind: "beat",
    seq: age,
    seconds: Math.floor(now * Math.min(1, plan.clockRate)),
  };
}

/** As its handler's clock counts it. */
function lengthOf({ seconds, clockRate }: PlannedCall): number {
  return Math.ceil(seconds * clockRate);
}

export type Fault = "none" | "request_lost" | "answer_lost" | "duplicated" | "repeated_late";

/** What the network does to a message. */
export function faultOf(chance: Chance, call: FleetCall, message: CallMessage): Fault {
  const share = chance("network", call.plan.callId, message.kind, message.kind === "beat" ? message.seq : 0);
  // Where tokens are short a heartbeat that is missing changes who gets the next slice.
  if (share < 0.03) return call.plan.isPoor && message.kind === "beat" ? "none" : "request_lost";
  if (share < 0.06) return "answer_lost";
  if (share < 0.1) return "duplicated";
  return share < 0.12 ? "repeated_late" : "none";
}
