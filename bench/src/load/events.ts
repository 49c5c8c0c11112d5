import { newId } from "@farebox/api/new-id";

/** One use that costs one token, of a business drawn at random, with a key that was never used. */
export function drawEvent(businessIds: readonly string[]): BenchEvent {
  const businessId = businessIds[Math.floor(Math.random() * businessIds.length)];
  if (businessId === undefined) throw new Error("there is no business to draw from");
  return eventOf(businessId);
}

/** The same of a business that is known. */
export function eventOf(businessId: string): BenchEvent {
  return { businessId, key: newId(), service: "ai_agent_request", quantity: 1, agentId: "agent-1" };
}

export type BenchEvent = {
  readonly businessId: string;
  readonly key: string;
  readonly service: string;
  readonly quantity: number;
  readonly agentId: string;
};

/**
 * Of twenty events one repeats an earlier one and one costs more than any business has. The repeated ones are among the
 * newest thousand, as with callers that try again.
 */
export function createMixedDraw(businessIds: readonly string[]): () => BenchEvent {
  const newest: BenchEvent[] = [];
  let drawn = 0;
  return () => {
    drawn += 1;
    const turn = drawn % 20;
    if (turn === 0) return { ...drawEvent(businessIds), quantity: BEYOND_ANY_BALANCE };
    const repeated = turn === 10 ? newest[Math.floor(Math.random() * newest.length)] : undefined;
    if (repeated !== undefined) return repeated;
    const event = drawEvent(businessIds);
    newest[drawn % 1_000] = event;
    return event;
  };
}

const BEYOND_ANY_BALANCE = 1_000_000_000;
