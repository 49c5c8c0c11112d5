import { isTimeZone } from "@farebox/billing-core";
import { type Day, isDay } from "./zone-day.ts";

export const RANGES = ["today", "7d", "30d", "90d", "period", "last_period", "custom"] as const;
export type Range = (typeof RANGES)[number];
export const METRICS = ["tokens", "units", "money"] as const;
export type Metric = (typeof METRICS)[number];
export const INTERVALS = ["hour", "day", "week", "month"] as const;
export type Interval = (typeof INTERVALS)[number];

export const TRANSACTION_TYPES = [
  "usage",
  "correction",
  "trial",
  "plan",
  "purchase",
  "bonus",
  "promotion",
  "adjustment",
  "expiry",
  "refund",
  "dispute",
  "top_up",
] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number];
export const TRANSACTION_STATUSES = ["settled", "no_charge", "corrected", "abandoned"] as const;
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number];

/** The state of the billing page: what is not in the address is at its default, what is wrong in it is left out. */
export type BillingSearch = {
  readonly tz?: string;
  readonly range?: Range;
  readonly from?: Day;
  readonly to?: Day;
  readonly by?: "agent";
  readonly every?: Interval;
  /** Series shown alone, separated by commas. */
  readonly only?: string;
  readonly view?: "table";
  /** What the chart counts; tokens unless it says otherwise. */
  readonly metric?: "units" | "money";
  /** The period before beside the one that is shown. */
  readonly compare?: "previous";
  readonly type?: TransactionType;
  readonly service?: string;
  readonly agent?: string;
  readonly since?: Day;
  readonly until?: Day;
  readonly status?: TransactionStatus;
  /** Tokens that an entry moved, whichever way: at least, and at most. */
  readonly least?: number;
  readonly most?: number;
  readonly q?: string;
  /** What the calculator works out; while it is not there the calculator is closed. */
  readonly calc?: string;
};

/** Changes of the address; undefined takes a part out. */
export type SearchPatch = { readonly [Name in keyof BillingSearch]?: BillingSearch[Name] | undefined };

export function parseBillingSearch(raw: Record<string, unknown>): BillingSearch {
  const from = readDay(raw["from"]);
  const to = readDay(raw["to"]);
  const range = readOne(RANGES, raw["range"]);
  const least = readTokens(raw["least"]);
  const most = readTokens(raw["most"]);
  const isBackwards = least !== undefined && most !== undefined && most < least;
  const isCustom = range === "custom" && from !== undefined && to !== undefined && from <= to;
  return dropMissing({
    tz: readText(raw["tz"], 64, isTimeZone),
    range: range === "custom" && !isCustom ? undefined : range,
    from: isCustom ? from : undefined,
    to: isCustom ? to : undefined,
    by: readOne(["agent"] as const, raw["by"]),
    every: readOne(INTERVALS, raw["every"]),
    only: readText(raw["only"], 1000),
    view: readOne(["table"] as const, raw["view"]),
    metric: readOne(["units", "money"] as const, raw["metric"]),
    compare: readOne(["previous"] as const, raw["compare"]),
    type: readOne(TRANSACTION_TYPES, raw["type"]),
    service: readText(raw["service"], 100),
    agent: readText(raw["agent"], 200),
    since: readDay(raw["since"]),
    until: readDay(raw["until"]),
    status: readOne(TRANSACTION_STATUSES, raw["status"]),
    least: isBackwards ? undefined : least,
    most: isBackwards ? undefined : most,
    q: readText(raw["q"], 255),
    calc: readText(raw["calc"], 60),
  });
}

function readOne<Value extends string>(known: readonly Value[], raw: unknown): Value | undefined {
  return known.find((value) => value === raw);
}

/** The router reads `q=123` as a number: what looks like one is text all the same. */
function readText(
  raw: unknown,
  mostCharacters: number,
  isRight: (text: string) => boolean = () => true,
): string | undefined {
  const text = typeof raw === "number" || typeof raw === "boolean" ? String(raw) : raw;
  if (typeof text !== "string" || text.trim() === "" || text.length > mostCharacters || !isRight(text))
    return undefined;
  return text;
}

/** An amount of tokens as the API takes it: what is finer than a millionth, or more than there may be, is none. */
function readTokens(raw: unknown): number | undefined {
  const tokens = typeof raw === "string" && raw.trim() !== "" ? Number(raw) : raw;
  if (typeof tokens !== "number" || !(tokens >= 0 && tokens <= MOST_TOKENS)) return undefined;
  return Math.abs(tokens - Math.round(tokens * 1e6) / 1e6) < Number.EPSILON ? tokens : undefined;
}

const MOST_TOKENS = 8_000_000_000;

function readDay(raw: unknown): Day | undefined {
  return typeof raw === "string" && isDay(raw) ? raw : undefined;
}

function dropMissing(search: SearchPatch): BillingSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as BillingSearch;
}
