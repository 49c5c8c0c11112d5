import { newId } from "@farebox/api/new-id";

/** One use that costs one token, of a business drawn at random, with a key that was never used. */
export function drawEvent(businessIds: readonly string[]): BenchEvent {
  const businessId = businessIds[Math.floor(Math.random() * businessIds.length)];
  if (businessId === undefined) throw new Error("there is no business to draw from");
  return { businessId, key: newId(), service: "ai_agent_request", quantity: 1, agentId: "agent-1" };
}

export type BenchEvent = {
  readonly businessId: string;
  readonly key: string;
  readonly service: string;
  readonly quantity: number;
  readonly agentId: string;
};
