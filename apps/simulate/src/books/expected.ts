import type { FleetCall } from "../fleet/call.ts";
import type { Fleet } from "../fleet/fleet.ts";

const MICRO = 1_000_000n;

/** Prices written down a second time, on purpose: what a customer would check an invoice with. Micro-tokens for so many units. */
const PRICES: Readonly<Record<string, readonly [micro: bigint, per: bigint]>> = {
  outbound_call: [2_000_000n, 60n],
  inbound_call: [1_500_000n, 60n],
  sms: [500_000n, 1n],
  transcription: [100_000n, 60n],
  ai_agent_request: [1_000_000n, 1n],
};
export const OWN_PRICES: Readonly<Record<string, readonly [micro: bigint, per: bigint]>> = {
  outbound_call: [3_000_000n, 60n],
  inbound_call: [2_500_000n, 60n],
};

export function exactCharge(service: string, quantity: number, hasOwnPrices: boolean): bigint {
  const price = (hasOwnPrices ? OWN_PRICES[service] : undefined) ?? PRICES[service];
  if (price === undefined) throw new Error(`no price for ${service}`);
  const [micro, per] = price;
  return (BigInt(quantity) * micro + per - 1n) / per;
}

/** Whole seconds a call that is over costs; an unacknowledged one is charged for what was heard of it. */
export function chargedSecondsOf(call: FleetCall): number | null {
  if (call.state === "waiting" || call.state === "refused") return null;
  return call.acknowledged?.seconds ?? call.heardSeconds;
}

export function toMicro(tokens: number): bigint {
  return BigInt(Math.round(tokens * 1e6));
}

/** What a business's total may be by what was acknowledged: silent calls may or may not have been booked yet, purchases paid. */
export function boundsOf(fleet: Fleet, businessIndex: number): { readonly least: bigint; readonly most: bigint } {
  const business = fleet.businesses[businessIndex];
  if (business === undefined) throw new Error(`no business ${businessIndex}`);
  let least = business.given * MICRO;
  let most = least + business.maybePaid * MICRO;
  for (const call of business.calls) {
    const seconds = chargedSecondsOf(call);
    if (seconds === null) continue;
    const charge = exactCharge(call.plan.service, seconds, call.hasOwnPrices);
    least -= charge;
    if (call.state === "ended") most -= charge;
  }
  for (const { service, quantity, isRecorded } of business.works) {
    if (!isRecorded) continue;
    least -= exactCharge(service, quantity, false);
    most -= exactCharge(service, quantity, false);
  }
  return { least, most };
}
