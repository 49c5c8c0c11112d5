import { fromTokens, type MicroTokens } from "@farebox/billing-core";
import type { WireLine } from "./book-door.ts";

/** One usage line that has a reference. Amounts are micro-tokens as plain numbers: they are exact, and go through JSON. */
export type LedgerLine = {
  readonly ref: string;
  readonly id: string;
  readonly service: string;
  readonly quantity: number;
  readonly chargedMicroTokens: number;
  readonly occurredAt: number;
  readonly isCorrected: boolean;
  /** Of a call that fell silent and was not settled since; null otherwise. */
  readonly abandonedHoldId: string | null;
};

/** Null for a line that came without a reference: nothing of a carrier can be compared with it. */
export function toLedgerLine(line: WireLine): LedgerLine | null {
  if (line.ref === null) return null;
  return {
    ref: line.ref,
    id: line.id,
    service: line.service,
    quantity: line.quantity,
    chargedMicroTokens: Number(toMicroTokens(line.charged)),
    occurredAt: Date.parse(line.occurredAt),
    isCorrected: line.status === "corrected",
    abandonedHoldId: line.call?.status === "abandoned" ? line.call.holdId : null,
  };
}

export function toMicroTokens(tokens: number): MicroTokens {
  const amount = fromTokens(tokens);
  if (typeof amount !== "bigint") throw new Error(`the server answered an amount that is none: ${tokens}`);
  return amount;
}
