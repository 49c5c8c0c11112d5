import type { Interval } from "../../lib/billing-search.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { compareServices, OTHER_COLOR, SERVICE_ORDER, serviceColor } from "../../lib/services.ts";
import { type Measure, measureUse, TOKENS, type Used } from "./measure.ts";
import type { Timeseries } from "./use-usage.ts";

export type Series = {
  readonly key: string;
  readonly label: string;
  readonly color: string;
  readonly tokens: number;
  readonly events: number;
  readonly quantity: number;
  /** How much it is in the chart's measure; null when it is counted in another unit. */
  readonly value: number | null;
  readonly isShown: boolean;
};

export type Bar = {
  readonly start: Date;
  readonly isPartial: boolean;
  /** Of the series that are shown. */
  readonly total: number;
  /** How much of each series, in the order of `ChartModel.series`. */
  readonly parts: readonly number[];
  /** The same bar of the period before; null unless it is compared. */
  readonly before: number | null;
};

export type ChartModel = {
  readonly every: Interval;
  /** From the bottom of a stack to its top; never by rank, so that a colour stays where it was. */
  readonly series: readonly Series[];
  readonly bars: readonly Bar[];
  /** Of the series that are shown. */
  readonly total: number;
  readonly measure: Measure;
  /** The total of as many bars of the period before; null unless it is compared. */
  readonly before: number | null;
  /** Bars that have not begun, each as high as an ordinary day; none unless they are projected. */
  readonly projected: { readonly count: number; readonly each: number };
};

type Asked = {
  readonly only: readonly string[];
  readonly now: Date;
  readonly measure?: Measure;
  /** Tokens of an ordinary day, where the rest of the range is to be projected. */
  readonly perDay?: number | null;
};

const OTHERS = "others";
/** As many hues as can be told apart with any colour vision; further agents are summed. */
const MOST_AGENTS = SERVICE_ORDER.length;

/** What the chart, its list and its table draw, from the API's zero-filled buckets. */
export function modelChart(data: Timeseries, { only, now, measure = TOKENS, perDay = null }: Asked): ChartModel {
  const buckets = data.buckets.filter((bucket) => new Date(bucket.start) <= now);
  const sums = sumGroups(buckets);
  const named = data.by === "service" ? nameServices(sums) : nameAgents(sums);
  const known = only.filter((key) => named.some((series) => series.key === key));
  const series = named.map((one) => {
    const value =
      one.members === undefined ? measureUse(toUsed(one), measure) : sumUsed(one.members.map(ofKey(sums)), measure);
    return { ...one, value, isShown: value !== null && (known.length === 0 || known.includes(one.key)) };
  });
  const partsOf = ({ groups }: Timeseries["buckets"][number]) =>
    series.map(({ key, isShown, members = [key] }) =>
      isShown
        ? sumUsed(
            groups.filter((group) => members.includes(group.key)),
            measure,
          )
        : 0,
    );
  const bars = buckets.map((bucket, index) => {
    const parts = partsOf(bucket);
    const earlier = data.previous?.buckets[index];
    const before = earlier === undefined ? null : sumMicro(partsOf(earlier));
    return { start: new Date(bucket.start), isPartial: bucket.partial, total: sumMicro(parts), parts, before };
  });
  const isProjected = perDay !== null && data.every === "day" && measure.kind === "tokens" && known.length === 0;
  return {
    every: data.every,
    series,
    bars,
    total: sumMicro(bars.map((bar) => bar.total)),
    measure,
    before: data.previous === undefined ? null : sumMicro(bars.map((bar) => bar.before ?? 0)),
    projected: isProjected ? { count: data.buckets.length - buckets.length, each: perDay } : { count: 0, each: 0 },
  };
}

function sumUsed(used: readonly (Used | undefined)[], measure: Measure): number {
  return sumMicro(used.map((one) => (one === undefined ? 0 : (measureUse(one, measure) ?? 0))));
}

function toUsed({ key, tokens, events, quantity }: Sum): Used {
  return { key, charged: tokens, events, quantity };
}

function ofKey(sums: readonly Sum[]): (key: string) => Used | undefined {
  return (key) => {
    const sum = sums.find((one) => one.key === key);
    return sum === undefined ? undefined : toUsed(sum);
  };
}

/** Sums decimals in whole micro-tokens, so that 0.1 + 0.2 is 0.3. */
export function sumMicro(tokens: readonly number[]): number {
  return tokens.reduce((sum, one) => sum + Math.round(one * 1e6), 0) / 1e6;
}

type Sum = { readonly key: string; readonly tokens: number; readonly events: number; readonly quantity: number };
type Named = Omit<Series, "isShown" | "value"> & { readonly members?: readonly string[] };

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
