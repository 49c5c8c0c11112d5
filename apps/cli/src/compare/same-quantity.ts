import { billed, type Rate } from "@farebox/billing-core";
import type { Mapping } from "../mapping.ts";

export type Allowance = Pick<Mapping, "toleranceSeconds" | "carrierRounding"> & {
  readonly rate: Rate | undefined;
};

/**
 * Whether the carrier's and the booked quantity are no difference: within the tolerance, the same once ours is rounded as
 * the carrier rounds, or billed as the same number of increments.
 */
export function isSameQuantity(ours: number, carriers: number, allowance: Allowance): boolean {
  const { toleranceSeconds, carrierRounding, rate } = allowance;
  if (Math.abs(ours - carriers) <= toleranceSeconds) return true;
  // Something against nothing is a difference however it is rounded: one of them never happened.
  if (ours === 0 || carriers === 0) return false;
  if (carrierRounding !== null && roundUp(ours, carrierRounding) === carriers) return true;
  return rate !== undefined && billed(rate, ours) === billed(rate, carriers);
}

function roundUp(quantity: number, { initial, next }: { readonly initial: number; readonly next: number }): number {
  return quantity <= initial ? initial : initial + Math.ceil((quantity - initial) / next) * next;
}
