import type { UsageEvent } from "../billing-client.ts";
import type { seededRandom } from "../seeded-random.ts";

type Random = ReturnType<typeof seededRandom>;

/**
 * How a business's year of use is spread over days, in the shape of real traffic: services in the shares, and calls of the
 * durations, that the public traces behind `usage-trace.csv` have; requests of agents come in bursts; most days differ little,
 * some are quiet, and a few are many times the usual.
 */
export function drawDays(random: Random, { days, events }: { days: number; events: number }): readonly number[] {
  const weights = Array.from({ length: days }, () => {
    const roll = random.next();
    return roll < 0.15 ? 0 : roll > 0.985 ? 8 : 0.5 + random.next();
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => Math.round((weight / total) * events));
}

/** One day's events in time order, all between two instants. */
export function drawEvents(random: Random, { name, count, from, to }: DayOfUse): readonly UsageEvent[] {
  const times: number[] = [];
  while (times.length < count) {
    const at = from + random.next() * (to - from);
    const burst = Math.min(count - times.length, random.next() < 0.2 ? random.integer(2, 12) : 1);
    for (let each = 0; each < burst; each += 1) times.push(Math.min(to, at + each * 300));
  }
  return times
    .sort((left, right) => left - right)
    .map((at, index) => ({
      key: `${name}-${index}`,
      occurredAt: new Date(at).toISOString(),
      agentId: `agent-${random.integer(1, 3)}`,
      ...drawUse(random),
    }));
}

export type DayOfUse = { readonly name: string; readonly count: number; readonly from: number; readonly to: number };

function drawUse(random: Random): { service: string; quantity: number } {
  const roll = random.next();
  if (roll < 0.471) return { service: "sms", quantity: 1 };
  if (roll < 0.846) return { service: "ai_agent_request", quantity: 1 };
  if (roll < 0.985) return { service: roll < 0.916 ? "inbound_call" : "outbound_call", quantity: drawSeconds(random) };
  return { service: "transcription", quantity: 60 + drawSeconds(random) };
}

/** Log-linear between quantiles of the calls' durations. */
function drawSeconds(random: Random): number {
  const roll = random.next();
  const upper = Math.max(
    1,
    QUANTILES.findIndex(([share]) => share >= roll),
  );
  const [lowShare, low] = QUANTILES[upper - 1] ?? [0, 1];
  const [highShare, high] = QUANTILES[upper] ?? [1, 5_138];
  return Math.round(low * (high / low) ** ((roll - lowShare) / (highShare - lowShare)));
}

const QUANTILES: readonly (readonly [share: number, seconds: number])[] = [
  [0, 1],
  [0.25, 1],
  [0.5, 10],
  [0.75, 50],
  [0.9, 126],
  [0.95, 227],
  [0.99, 776],
  [1, 5_138],
];
