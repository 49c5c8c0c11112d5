import { type BucketWidth, bucketStarts, type Instant, type MicroTokens } from "@farebox/billing-core";
import type { SqlRunner } from "@farebox/db";
import {
  type AgentServiceSum,
  listCallServices,
  type PricePaid,
  readPricePaid,
  sumAgentServices,
} from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { dayParts } from "./day-parts.ts";
import { type Reader, readAs } from "./reader.ts";
import type { Refusal } from "./refusal.ts";
import { type AskedRange, resolveRange, type UsageRange } from "./usage-range.ts";
import { wholeQuarters } from "./whole-quarters.ts";

/** What each agent of a business used in a range: the costliest first, use that named none among them. */
export function listAgentUsage(deps: Pick<Deps, "db">, asked: AskedAgents): Promise<AgentUsage | Refusal> {
  const { businessId, every, limit } = asked;
  return readAs(deps, asked, async (sql) => {
    const range = await resolveRange(sql, asked);
    if ("outcome" in range) return range;
    const { from, to, timeZone } = range;
    const starts = bucketStarts({ every, from, to, timeZone });
    const sums = await sumAll(sql, businessId, range, starts);
    const callServices = new Set(await listCallServices(sql, businessId));
    const agents = [...Map.groupBy(sums, ({ key }) => key)]
      .map(([agentId, own]) => toAgent({ agentId, sums: own, callServices, bars: starts.length }))
      .sort((left, right) => compareCharged(left, right));
    const charged = agents.reduce((sum, agent) => sum + agent.charged, 0n) as MicroTokens;
    const price = await readPricePaid(sql, businessId);
    return {
      from,
      to,
      timeZone,
      every,
      starts,
      charged,
      price,
      agentCount: agents.length,
      agents: agents.slice(0, limit),
    };
  });
}

export type AskedAgents = AskedRange & { readonly reader: Reader; readonly every: BucketWidth; readonly limit: number };

export type AgentUsage = Omit<UsageRange, "business"> & {
  readonly every: BucketWidth;
  readonly starts: readonly Instant[];
  /** Of all agents. */
  readonly charged: MicroTokens;
  /** What tokens cost the business on average; null when it never paid. */
  readonly price: PricePaid | null;
  readonly agentCount: number;
  readonly agents: readonly AgentTotals[];
};

export type AgentTotals = {
  /** Empty: none was named. */
  readonly agentId: string;
  readonly events: number;
  readonly charged: MicroTokens;
  /** Live calls and reported ones. */
  readonly calls: number;
  /** What those calls were charged. */
  readonly callsCharged: MicroTokens;
  readonly services: readonly {
    readonly service: string;
    readonly events: number;
    readonly quantity: number;
    readonly charged: MicroTokens;
  }[];
  /** By bar. */
  readonly chargedByBar: readonly MicroTokens[];
};

function sumAll(
  sql: SqlRunner,
  businessId: string,
  range: UsageRange,
  starts: readonly Instant[],
): Promise<readonly AgentServiceSum[]> {
  const whole = wholeQuarters(range, starts) ?? { from: range.to, to: range.to };
  return sumAgentServices(sql, { businessId, range, whole, starts, parts: dayParts(whole, starts) });
}

function toAgent({
  agentId,
  sums,
  callServices,
  bars,
}: {
  readonly agentId: string;
  readonly sums: readonly AgentServiceSum[];
  readonly callServices: ReadonlySet<string>;
  readonly bars: number;
}): AgentTotals {
  const services = [...Map.groupBy(sums, ({ service }) => service)].map(([service, own]) => ({
    service,
    ...totalOf(own),
  }));
  const calls = totalOf(sums.filter(({ service }) => callServices.has(service)));
  const chargedByBar: bigint[] = Array(bars).fill(0n);
  for (const { bucket, charged } of sums) chargedByBar[bucket] = (chargedByBar[bucket] ?? 0n) + charged;
  return {
    agentId,
    events: totalOf(sums).events,
    charged: totalOf(sums).charged,
    calls: calls.events,
    callsCharged: calls.charged,
    services: services.sort(compareCharged),
    chargedByBar: chargedByBar as MicroTokens[],
  };
}

function totalOf(sums: readonly AgentServiceSum[]) {
  let [events, quantity, charged] = [0, 0, 0n];
  for (const sum of sums) {
    events += sum.events;
    quantity += sum.quantity;
    charged += sum.charged;
  }
  return { events, quantity, charged: charged as MicroTokens };
}

function compareCharged(left: { readonly charged: bigint }, right: { readonly charged: bigint }): number {
  if (left.charged === right.charged) return 0;
  return left.charged < right.charged ? 1 : -1;
}
