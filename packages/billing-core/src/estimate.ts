import { MAX_MICRO_TOKENS, type MicroTokens, microTokens, smaller } from "./amounts.ts";
import type { Rate } from "./rate-card.ts";
import { charge, MAX_QUANTITY } from "./rating.ts";

/**
 * What a month of such days costs in tokens: 30 days, every call of the average length, each priced as it would be booked.
 *
 * @param rates those in force. A service without one costs nothing here and is named in `unpriced`.
 */
export function estimate(work: DailyWork, rates: readonly Rate[]): Estimate {
  const calls = Math.round(work.callsPerDay * DAYS_IN_A_MONTH);
  const inbound = Math.round((calls * work.inboundPercent) / 100);
  const seconds = Math.min(MAX_QUANTITY, Math.round(work.averageMinutes * 60));
  const uses: readonly Use[] = [
    { service: "outbound_call", events: calls - inbound, quantity: seconds },
    { service: "inbound_call", events: inbound, quantity: seconds },
    { service: "transcription", events: work.isTranscribed ? calls : 0, quantity: seconds },
    { service: "ai_agent_request", events: Math.round(calls * work.agentRequestsPerCall), quantity: 1 },
    { service: "sms", events: Math.round(work.smsPerDay * DAYS_IN_A_MONTH), quantity: 1 },
  ];
  const used = uses.filter(({ events, quantity }) => events > 0 && quantity > 0);
  const unpriced = used.map(({ service }) => service).filter((service) => rateOf(rates, service) === undefined);
  const lines = used.flatMap((use) => {
    const rate = rateOf(rates, use.service);
    return rate === undefined ? [] : [{ ...use, tokens: bounded(charge(rate, use.quantity) * BigInt(use.events)) }];
  });
  return { perMonth: bounded(lines.reduce((sum, { tokens }) => sum + tokens, 0n)), lines, unpriced };
}

const DAYS_IN_A_MONTH = 30;

/** An ordinary day. Numbers ≥ 0, fractions allowed: they are rounded once they are a month's. */
export type DailyWork = {
  readonly callsPerDay: number;
  readonly averageMinutes: number;
  /** 0 … 100; the others are outbound. */
  readonly inboundPercent: number;
  readonly isTranscribed: boolean;
  readonly agentRequestsPerCall: number;
  readonly smsPerDay: number;
};

export type Estimate = {
  readonly perMonth: MicroTokens;
  readonly lines: readonly (Use & { readonly tokens: MicroTokens })[];
  readonly unpriced: readonly string[];
};

/** `quantity` is of each event. */
type Use = { readonly service: string; readonly events: number; readonly quantity: number };

function rateOf(rates: readonly Rate[], service: string): Rate | undefined {
  return rates.find((rate) => rate.service === service);
}

/** Nobody can own more, so more need not be told apart. */
function bounded(amount: bigint): MicroTokens {
  return microTokens(smaller(amount, MAX_MICRO_TOKENS));
}
