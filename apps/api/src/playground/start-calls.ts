import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { openHold } from "../use-cases/open-hold.ts";
import { type Refusal, refuseFields } from "../use-cases/refusal.ts";
import { beginCall } from "./driven-call.ts";
import type { SentRequest } from "./event-log.ts";
import { MOST_CALLS, type Playground, type PlaygroundDeps } from "./playground.ts";

/** Starts so many calls at once, each by a request of its own, and keeps alive those that were let in. */
export async function startCalls(deps: StartDeps, asked: AskedStart): Promise<Started | Refusal> {
  const { businessId, service, agentId, count } = asked;
  const room = deps.playground.roomOf(businessId);
  const live = [...room.calls.values()].filter(({ state }) => state === "live").length;
  if (live + count > MOST_CALLS)
    return refuseFields([{ path: "count", message: `must leave at most ${MOST_CALLS} calls live at once` }]);

  const answers = await Promise.all(
    Array.from({ length: count }, async () => {
      const callId = newCallId();
      const request = openingOf({ callId, service, agentId });
      const answer = await openHold(deps, { businessId, callId, service, agentId });
      if (answer.outcome === "refused" || answer.outcome === "not_decided") {
        const refusedBy = answer.outcome === "refused" ? answer.error.code : "busy";
        room.events.add("refused", { callId, service, refusedBy, request });
        return false;
      }
      forgetStopped(room.calls);
      room.calls.set(answer.hold.id, beginCall(answer.hold, answer, performance.now()));
      room.events.add("started", { callId, service, grantedSeconds: answer.hold.grantedSeconds, request });
      return true;
    }),
  );
  deps.playground.keepDriving();
  const started = answers.filter(Boolean).length;
  return { outcome: "answered", started, refused: count - started };
}

type StartDeps = PlaygroundDeps & { readonly playground: Playground };

export type AskedStart = {
  readonly businessId: string;
  readonly service: string;
  readonly agentId: string | null;
  readonly count: number;
};

export type Started = { readonly outcome: "answered"; readonly started: number; readonly refused: number };

/** As telephony providers name calls: two letters and 32 hexadecimal digits. */
function newCallId(): string {
  return `CA${randomBytes(16).toString("hex")}`;
}

function openingOf({ callId, service, agentId }: Omit<AskedStart, "businessId" | "count"> & { callId: string }) {
  const body = { callId, service, ...(agentId !== null && { agentId }) };
  return { method: "POST", path: "/holds", body } satisfies SentRequest;
}

/** Calls that stopped are kept to be looked at and settled; the oldest of too many make way. */
function forgetStopped(calls: Map<string, { readonly state: string }>): void {
  const stopped = [...calls].filter(([, { state }]) => state !== "live");
  for (const [holdId] of stopped.slice(0, Math.max(0, stopped.length - MOST_CALLS))) calls.delete(holdId);
}
