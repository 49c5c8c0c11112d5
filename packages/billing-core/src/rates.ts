import { type MicroTokens, microTokens, tokens, ZERO } from "./amounts.ts";
import type { Rate, RateCard } from "./rate-card.ts";

/** The general price list that every installation begins with: version 1, in force since 1970, so that any past use has a price. */
export const SEED_RATE_CARD: RateCard = {
  id: "00000000-0000-7000-8000-000000000001",
  businessId: null,
  version: 1,
  validFrom: 0,
  validTo: null,
  rates: [
    perMinute("outbound_call", "call", tokens(2)),
    perMinute("inbound_call", "call", microTokens(1_500_000n)),
    each("sms", "message", microTokens(500_000n)),
    perMinute("transcription", "event", microTokens(100_000n)),
    each("ai_agent_request", "request", tokens(1)),
  ],
};

/** Priced a minute, counted in seconds, billed by the second. */
function perMinute(service: string, shape: Rate["shape"], price: MicroTokens): Rate {
  return plain({ service, shape, tokens: price, per: 60, unit: "second" });
}

function each(service: string, unit: string, price: MicroTokens): Rate {
  return plain({ service, shape: "event", tokens: price, per: 1, unit });
}

function plain(price: Pick<Rate, "service" | "shape" | "tokens" | "per" | "unit">): Rate {
  return { ...price, initialIncrement: 1, nextIncrement: 1, minimum: ZERO, connectFee: ZERO, freeUnits: 0 };
}
