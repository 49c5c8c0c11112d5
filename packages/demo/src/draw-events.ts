import { type Instant, MINUTE_MS, SECOND_MS } from "@farebox/billing-core";
import { drawTimes } from "./draw-times.ts";
import { CALL_SECONDS_AT_QUANTILE, EVENT_SHARES, TRANSCRIBED_FROM_SECONDS } from "./figures.ts";
import type { DemoEvent } from "./history.ts";
import type { Agent, DrawnService, Profile } from "./profile.ts";
import type { Random } from "./random.ts";

/** Everything a business used, in the order of time. A call of a minute and more brings its transcription. */
export function drawEvents(
  profile: Profile,
  span: { readonly startAt: Instant; readonly endAt: Instant },
  random: Random,
): readonly DemoEvent[] {
  const services = serviceWeights(profile);
  const events = drawTimes(profile, span, random).flatMap((at, index) => {
    const service = pickWeighted(services, random);
    const agent = pickAgent(profile.agents, service, random);
    const seconds = callSeconds(random.next());
    const event = (suffix: string, more: Pick<DemoEvent, "at" | "service" | "quantity">): DemoEvent => ({
      kind: "event",
      key: `demo:${profile.slug}:${index}${suffix}`,
      agentId: agent.id,
      ref: `${service === "sms" ? "message" : service === "ai_agent_request" ? "chat" : "call"}-${index}`,
      ...more,
    });
    if (service === "sms" || service === "ai_agent_request") return [event("", { at, service, quantity: 1 })];
    const call = event("", { at, service, quantity: seconds });
    const transcribedAt = at + 10 * SECOND_MS + Math.floor(random.next() * MINUTE_MS);
    if (seconds < TRANSCRIBED_FROM_SECONDS || transcribedAt > span.endAt) return [call];
    return [call, event(":transcription", { at: transcribedAt, service: "transcription", quantity: seconds })];
  });
  return events.sort((one, other) => one.at - other.at);
}

type Weighted<Item> = readonly (readonly [Item, number])[];

function serviceWeights(profile: Profile): Weighted<DrawnService> {
  return Object.entries(EVENT_SHARES).map(([name, share]) => {
    const service = name as DrawnService;
    return [service, share * (profile.emphasis[service] ?? 1)];
  });
}

function pickAgent(agents: readonly Agent[], service: DrawnService, random: Random): Agent {
  return pickWeighted(
    agents.filter((agent) => agent.services.includes(service)).map((agent) => [agent, agent.weight] as const),
    random,
  );
}

function pickWeighted<Item>(weighted: Weighted<Item>, random: Random): Item {
  let left = random.next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of weighted) {
    left -= weight;
    if (left < 0) return item;
  }
  throw new Error("there is nothing to pick from");
}

/** The duration at a quantile, even on a logarithmic scale between those that were read off. */
export function callSeconds(quantile: number): number {
  let [fromQuantile, fromSeconds]: readonly [number, number] = CALL_SECONDS_AT_QUANTILE[0];
  for (const [toQuantile, toSeconds] of CALL_SECONDS_AT_QUANTILE) {
    if (quantile < toQuantile) {
      const share = (quantile - fromQuantile) / (toQuantile - fromQuantile);
      return Math.round(fromSeconds * (toSeconds / fromSeconds) ** share);
    }
    [fromQuantile, fromSeconds] = [toQuantile, toSeconds];
  }
  return fromSeconds;
}
