import { closed, FareboxError, invalidArgument, isUnavailable, toFareboxError } from "../errors.ts";
import type { Ask } from "../procedures.ts";
import type { Settings } from "../settings.ts";
import type { Queue } from "../usage/queue.ts";
import { askForHold } from "./ask-for-hold.ts";
import { allowedKey } from "./book-allowed.ts";
import type { CallParts } from "./call-parts.ts";
import type { Calls, CallToStart } from "./call-types.ts";
import { findHold } from "./find-hold.ts";
import { LiveCall } from "./live-call.ts";
import { readElapsedMs } from "./read-elapsed.ts";

/** The calls of this process: each once, however often it is started or resumed. */
export function createCalls(ask: Ask, settings: Settings, queue: Queue): Calls & { readonly leaveAll: () => void } {
  const live = new Map<string, Promise<LiveCall>>();
  let isClosed = false;
  const parts: CallParts = {
    ask,
    settings,
    queue,
    forget: ({ asked }) => void live.delete(nameOf(asked.callId, asked.businessId)),
  };

  return {
    async start(asked) {
      checkCall(asked);
      const call = await once(asked.callId, asked.businessId, () => startCall(parts, asked));
      if (call.asked.service !== asked.service || (call.asked.agentId ?? null) !== (asked.agentId ?? null))
        throw new FareboxError("idempotency_mismatch", `Call ${asked.callId} was started with other content.`);
      return call.shown;
    },
    async resume(callId, { businessId } = {}) {
      return (await once(callId, businessId, () => resumeCall(parts, callId, businessId))).shown;
    },
    leaveAll() {
      isClosed = true;
      for (const call of live.values()) call.then((one) => one.leave()).catch(() => undefined);
    },
  };

  async function once(
    callId: string,
    businessId: string | undefined,
    begin: () => Promise<LiveCall>,
  ): Promise<LiveCall> {
    if (isClosed) throw closed();
    const name = nameOf(callId, businessId);
    const running = live.get(name) ?? begin();
    live.set(name, running);
    try {
      return await running;
    } catch (failure) {
      live.delete(name);
      throw failure;
    }
  }

  function nameOf(callId: string, businessId = settings.businessId): string {
    return JSON.stringify([businessId, callId]);
  }
}

async function startCall(parts: CallParts, asked: CallToStart): Promise<LiveCall> {
  const { callId, service, agentId, businessId } = asked;
  const { allowance, startTimeoutMs } = parts.settings;
  try {
    const hold = await askForHold(
      parts.ask,
      "holds.open",
      { callId, service, agentId },
      { timeoutMs: startTimeoutMs, businessId },
    );
    if (hold.status !== "open")
      throw new FareboxError("call_ended", `Call ${callId} has ended before (${hold.status}).`, {
        details: { hold },
      });
    const isNew = hold.outcome === "opened";
    const elapsedMs = isNew ? 0 : ((await readElapsedMs(parts, hold, businessId)) ?? hold.bookedSeconds * 1_000);
    return new LiveCall(parts, asked, { hold, elapsedMs });
  } catch (failure) {
    const error = toFareboxError(failure);
    if (allowance === null || !isUnavailable(error)) throw error;
    allowedKey(callId);
    return new LiveCall(parts, asked, { hold: null, elapsedMs: 0 });
  }
}

async function resumeCall(parts: CallParts, callId: string, businessId: string | undefined): Promise<LiveCall> {
  if (typeof callId !== "string" || callId === "") throw invalidArgument("`callId` must name the call.");
  const hold = await findHold(parts.ask, callId, businessId);
  // Where a call was given up we do not know when it really ended: what was reported of it stands, until somebody knows better.
  const elapsedMs = hold.status === "open" ? await readElapsedMs(parts, hold, businessId) : null;
  const asked = { callId, service: hold.service, agentId: hold.agentId ?? undefined, businessId };
  return new LiveCall(parts, asked, { hold, elapsedMs: elapsedMs ?? hold.bookedSeconds * 1_000 });
}

function checkCall({ callId, service }: Partial<CallToStart>): void {
  if (typeof callId !== "string" || callId === "") throw invalidArgument("`callId` must name the call.");
  if (typeof service !== "string" || service === "")
    throw invalidArgument("`service` must name what is paid for, such as outbound_call.");
}
