import type { Interval } from "../../lib/billing-search.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { compareServices, OTHER_COLOR, SERVICE_ORDER, serviceColor } from "../../lib/services.ts";
import type { Timeseries } from "./use-usage.ts";

export type Series = {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly tokens: number;
  readonly events: number;
  readonly quantity: number;
  readonly isShown: boolean;
};

export type Bar = {
  readonly start: Date;
  readonly isPartial: boolean;
  /** Of the series that are shown. */
  readonly total: number;
  /** Tokens of each series, in the order of `ChartModel.series`. */
  readonly parts: readonly number[];
};

export type ChartModel = {
  readonly every: Interval;
  /** From the bottom of a stack to its top; never by rank, so that a colour stays where it was. */
  readonly series: readonly Series[];
  readonly bars: readonly Bar[];
  /** Of the series that are shown. */
  readonly total: number;
};

const OTHERS = "others";
/** As many hues as can be told apart with any colour vision; further agents are summed. */
const MOST_AGENTS = SERVICE_ORDER.length;

/** What the chart, its list and its table draw, from the API's zero-filled buckets. */
export function modelChart(data: Timeseries, { only, now }: { only: readonly string[]; now: Date }): ChartModel {
  const buckets = data.buckets.filter((bucket) => new Date(bucket.start) <= now);
  const sums = sumGroups(buckets);
  const named = data.by === "service" ? nameServices(sums) : nameAgents(sums);
  const known = only.filter((key) => named.some((series) => series.key === key));
  const series = named.map((one) => ({ ...one, isShown: known.length === 0 || known.includes(one.key) }));
  const bars = buckets.map((bucket) => {
    const parts = series.map(({ key, isShown, members }) =>
      isShown
        ? sumMicro(
            bucket.groups.filter((group) => (members ?? [key]).includes(group.key)).map((group) => group.charged),
          )
        : 0,
    );
    return { start: new Date(bucket.start), isPartial: bucket.partial, total: sumMicro(parts), parts };
  });
  return { every: data.every, series, bars, total: sumMicro(bars.map((bar) => bar.total)) };
}

/** Sums decimals in whole micro-tokens, so that 0.1 + 0.2 is 0.3. */
export function sumMicro(tokens: readonly number[]): number {
  return tokens.reduce((sum, one) => sum + Math.round(one * 1e6), 0) / 1e6;
}

type Sum = { readonly key: string; readonly tokens: number; readonly events: number; readonly quantity: number };
type Named = Omit<Series, "isShown"> & { readonly members?: readonly string[] };

function nameServices(sums: readonly Sum[]): readonly Named[] {
  return [...sums]
    .sort((left, right) => compareServices(left.key, right.key))
    .map((sum) => ({ ...sum, label: pageStrings.usage.services[sum.key] ?? sum.key, color: serviceColor(sum.key) }));
}

/** The largest agents by name, each with a hue; then, in grey, the rest of them and what named no agent. */
function nameAgents(sums: readonly Sum[]): readonly Named[] {
  const ranked = sums
    .filter(({ key }) => key !== "")
    .sort((left, right) => right.tokens - left.tokens || compareText(left.key, right.key));
  const rest = [...ranked.slice(MOST_AGENTS), ...sums.filter(({ key }) => key === "")];
  const named: Named[] = ranked
    .slice(0, MOST_AGENTS)
    .sort((left, right) => compareText(left.key, right.key))
    .map((sum, index) => ({ ...sum, label: sum.key, color: SERVICE_ORDER[index]?.color ?? OTHER_COLOR }));
  const [only, ...more] = rest;
  if (only === undefined) return named;
  if (more.length === 0) return [...named, { ...only, label: agentName(only.key), color: OTHER_COLOR }];
  const others = {
    key: OTHERS,
    label: pageStrings.usage.others(String(rest.length)),
    color: OTHER_COLOR,
    tokens: sumMicro(rest.map((sum) => sum.tokens)),
    events: rest.reduce((count, sum) => count + sum.events, 0),
    quantity: 0,
    members: rest.map((sum) => sum.key),
  };
  return [...named, others];
}

export function agentName(agentId: string): string {
  return agentId === "" ? pageStrings.usage.noAgent : agentId;
}

/** Each group over all buckets. */
export function sumGroups(buckets: Timeseries["buckets"]): readonly Sum[] {
  const sums = new Map<string, { micro: number; events: number; quantity: number }>();
  for (const { groups } of buckets) {
    for (const { key, charged, events, quantity } of groups) {
      const sum = sums.get(key) ?? { micro: 0, events: 0, quantity: 0 };
      sum.micro += Math.round(charged * 1e6);
      sum.events += events;
      sum.quantity += quantity;
      sums.set(key, sum);
    }
  }
  return [...sums].map(([key, { micro, events, quantity }]) => ({ key, tokens: micro / 1e6, events, quantity }));
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
