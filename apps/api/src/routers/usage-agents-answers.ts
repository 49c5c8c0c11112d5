import { type Instant, type MicroTokens, toTokens } from "@farebox/billing-core";
import type { AgentTotals, AgentUsage } from "../use-cases/list-agent-usage.ts";
import type { RefUsage } from "../use-cases/list-ref-usage.ts";
import type { AgentUsageAnswer, RefUsageAnswer } from "./usage-agents-schemas.ts";
import { toInstantText } from "./wire-instants.ts";

export function toAgentUsageAnswer(usage: AgentUsage): AgentUsageAnswer {
  const { from, to, timeZone, every, price } = usage;
  const pricePerToken = price && { amount: price.amountMinor / toTokens(price.tokens), currency: price.currency };
  const costOf = (tokens: number) =>
    pricePerToken && { amount: tokens * pricePerToken.amount, currency: pricePerToken.currency };
  return {
    from: toInstantText(from),
    to: toInstantText(to),
    timeZone,
    every,
    total: toTokens(usage.charged),
    agentCount: usage.agentCount,
    pricePerToken,
    bars: usage.starts.map(toInstantText),
    agents: usage.agents.map((agent) => toAgentAnswer(agent)),
  };

  function toAgentAnswer(agent: AgentTotals): AgentUsageAnswer["agents"][number] {
    const charged = toTokens(agent.charged);
    const tokensPerCall = agent.calls === 0 ? null : toTokens(agent.callsCharged) / agent.calls;
    return {
      agentId: agent.agentId,
      events: agent.events,
      charged,
      share: shareOf(agent.charged, usage.charged),
      cost: costOf(charged),
      calls: agent.calls,
      tokensPerCall,
      costPerCall: tokensPerCall === null ? null : costOf(tokensPerCall),
      services: agent.services.map((service) => ({ ...service, charged: toTokens(service.charged) })),
      sparkline: agent.chargedByBar.map(toTokens),
      lines: agent.agentId === "" ? null : linesOf({ from, to }, { agentId: agent.agentId }),
    };
  }
}

export function toRefUsageAnswer({ from, to, timeZone, refs, count, charged }: RefUsage): RefUsageAnswer {
  return {
    from: toInstantText(from),
    to: toInstantText(to),
    timeZone,
    total: toTokens(charged),
    refCount: count,
    refs: refs.map((one) => ({
      ref: one.ref,
      events: one.events,
      quantity: one.quantity,
      charged: toTokens(one.charged),
      share: shareOf(one.charged, charged),
      lines: linesOf({ from, to }, { q: one.ref }),
    })),
  };
}

/** The history, filtered to what a number is the sum of; its corrections stand there, too. */
function linesOf(
  range: { readonly from: Instant; readonly to: Instant },
  filter: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({ ...filter, from: toInstantText(range.from), to: toInstantText(range.to) });
  return `/api/billing/transactions?${query}`;
}

function shareOf(part: MicroTokens, whole: MicroTokens): number {
  return whole === 0n ? 0 : toTokens(part) / toTokens(whole);
}
