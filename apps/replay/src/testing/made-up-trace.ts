import { charge, type MicroTokens, microTokens, SEED_RATE_CARD, TRIAL_TOKENS } from "@farebox/billing-core";

export type MadeUpTrace = {
  readonly csv: string;
  readonly eventCount: number;
  /** What each business has at the end, by exact arithmetic. */
  readonly balances: ReadonlyMap<string, MicroTokens>;
};

/** A small trace with every service, made from a number. Its last event is `endsHoursAgo` old. */
export function makeUpTrace({
  seed,
  eventCount,
  endsHoursAgo = 1,
}: {
  readonly seed: number;
  readonly eventCount: number;
  readonly endsHoursAgo?: number;
}): MadeUpTrace {
  const lines = ["key,occurred_at,business,service,quantity,unit"];
  const balances = new Map<string, MicroTokens>();
  const endAt = Date.now() - endsHoursAgo * 3_600_000;
  for (let index = 0; index < eventCount; index += 1) {
    const rate = SEED_RATE_CARD.rates[(index * 7 + seed) % SEED_RATE_CARD.rates.length];
    if (rate === undefined) throw new Error("the price list is empty");
    const business = `made-up-${seed}-${(index * 5) % 4}`;
    const quantity = rate.per === 60 ? ((index * 97 + seed * 13) % 900) + 1 : 1;
    const occurredAt = new Date(endAt - (eventCount - 1 - index) * 60_000).toISOString();
    lines.push(`event-${index},${occurredAt},${business},${rate.service},${quantity},${rate.unit}`);
    balances.set(business, microTokens((balances.get(business) ?? TRIAL_TOKENS) - charge(rate, quantity)));
  }
  return { csv: `${lines.join("\n")}\n`, eventCount, balances };
}
