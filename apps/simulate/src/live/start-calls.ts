import type { Call, Farebox } from "@farebox/sdk";
import type { LiveBusiness } from "./live-businesses.ts";
import type { LiveSize } from "./live-load.ts";
import type { Updates } from "./updates.ts";

/** Begins the calls one after the other, over as long as heartbeats are apart: otherwise all would be sent at once for ever. */
export async function startCalls({ farebox, businesses, updates, size }: Starting): Promise<readonly StartedCall[]> {
  const apartMs = (BEATS_APART_SECONDS * 1_000) / size.speed / size.calls;
  const startedAt = performance.now();
  const calls = Array.from({ length: size.calls }, async (_, index) => {
    await new Promise((resume) => setTimeout(resume, Math.max(0, startedAt + index * apartMs - performance.now())));
    const { id: businessId } = businesses[index % businesses.length] as LiveBusiness;
    const callId = `live-${index + 1}`;
    const call = await farebox.calls.start({
      callId,
      service: "outbound_call",
      agentId: `agent-${index % 7}`,
      businessId,
    });
    updates.opened(businessId, callId);
    return { call, businessId };
  });
  return Promise.all(calls);
}

export type StartedCall = { readonly call: Call; readonly businessId: string };

const BEATS_APART_SECONDS = 30;

type Starting = {
  readonly farebox: Farebox;
  readonly businesses: readonly LiveBusiness[];
  readonly updates: Updates;
  readonly size: LiveSize;
};
