import { type CallEnd, type Farebox, FareboxError, type UsageResult } from "@farebox/sdk";

/**
 * A call record as `mod_json_cdr` posts it. What was watched over while it lasted is settled with its real duration, and what
 * was not is booked as usage; sent again, nothing changes. Null was never answered.
 */
export async function bookRecord(farebox: Farebox, { variables }: CallRecord): Promise<CallEnd | UsageResult | null> {
  const { uuid, direction, billsec, start_epoch, farebox_agent: agentId } = variables;
  const seconds = Number(billsec);
  if (agentId === undefined || seconds === 0) return null;
  try {
    const call = await farebox.calls.resume(uuid);
    return await call.end({ elapsedSeconds: seconds });
  } catch (error) {
    if (!(error instanceof FareboxError && error.code === "not_found")) throw error;
  }
  return farebox.usage.record({
    key: `record-${uuid}`,
    service: direction === "outbound" ? "outbound_call" : "inbound_call",
    quantity: seconds,
    occurredAt: new Date(Number(start_epoch) * 1_000).toISOString(),
    agentId,
    ref: uuid,
  });
}

export type CallRecord = {
  readonly variables: {
    readonly uuid: string;
    readonly direction: string;
    readonly billsec: string;
    readonly start_epoch: string;
    readonly farebox_agent?: string;
  };
};
