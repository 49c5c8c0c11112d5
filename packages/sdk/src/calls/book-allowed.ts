import { invalidArgument } from "../errors.ts";
import type { Delivered } from "../usage/queue.ts";
import type { LiveCall } from "./live-call.ts";

/**
 * Queues the seconds that a call ran on its allowance without a hold, under a key of the call: once for ever, whoever says
 * it. While they still run they only wait, for a crash.
 */
export async function bookAllowed(
  call: LiveCall,
  { isRunning, seconds = secondsOf(call) }: { readonly isRunning: boolean; readonly seconds?: number },
  heard?: (delivered: Delivered) => void,
): Promise<void> {
  const { queue, settings } = call.parts;
  const { callId, service, agentId, businessId } = call.asked;
  const id = `allowed ${businessId ?? ""} ${callId}`;
  if (seconds === 0) return isRunning ? undefined : queue.drop(id);
  const event = {
    key: allowedKey(callId),
    service,
    quantity: seconds,
    ref: callId,
    agentId,
    businessId,
    // Without the scope for it, even to say no would be refused.
    allowOverdraft: settings.allowance?.allowOverdraft || undefined,
  };
  await queue.put({ id, kind: "usage", event, isRunning }, heard);
}

function secondsOf({ time }: LiveCall): number {
  return Math.floor((time.hold === null ? time.elapsedMs : time.allowedMs) / 1_000);
}

export function allowedKey(callId: string): string {
  const key = `allowed:${callId}`;
  if (key.length <= 255) return key;
  throw invalidArgument("`callId` is too long to be allowed in an outage: at most 247 characters.");
}
