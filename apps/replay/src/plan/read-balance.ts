import { fromTokens, type MicroTokens } from "@farebox/billing-core";
import type { BillingDoor } from "../send/billing-door.ts";

export type ReadBalance = {
  readonly totalMicroTokens: MicroTokens;
  /** The server's own time of this answer: the one its late window counts from. */
  readonly asOfMs: number;
};

export async function readBalance(door: BillingDoor, businessId: string): Promise<ReadBalance> {
  const body = await door.get("/balance", businessId);
  if (typeof body === "object" && body !== null && "total" in body && "asOf" in body) {
    const total = typeof body.total === "number" ? fromTokens(body.total) : null;
    const asOfMs = Date.parse(String(body.asOf));
    if (typeof total === "bigint" && !Number.isNaN(asOfMs)) return { totalMicroTokens: total, asOfMs };
  }
  throw new Error(`the server did not answer GET /balance of ${businessId} with a balance`);
}
