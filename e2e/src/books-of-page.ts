import type { BillingClient, Transaction } from "./billing-client.ts";
import { toMicro } from "./exact-arithmetic.ts";

/** Everything that a business's page shows in numbers, as the API answers it to the page. */
export async function readBooksOfPage(client: BillingClient, business: string) {
  const get = <Answer>(path: string) => client.must<Answer>("GET", path, { business });
  const balance = await get<PageBalance>("/balance");
  const summary = await get<Summary>("/usage");
  const range = `from=${encodeURIComponent(summary.from)}&to=${encodeURIComponent(summary.to)}`;
  const [byService, byAgent] = await Promise.all(
    (["service", "agent"] as const).map((by) => get<Series>(`/usage/timeseries?${range}&every=day&by=${by}`)),
  );
  return {
    balance,
    summary,
    charts: [byService, byAgent] as readonly [Series, Series],
    history: await client.allTransactions(business),
    savedHistory: await readLines<SavedEntry>(client, business, "/transactions.jsonl"),
    savedUsage: await readLines<SavedLine>(client, business, `/usage.jsonl?${range}`),
    allUsage: await readLines<SavedLine>(client, business, "/usage.jsonl"),
    forecast: await get<ToldForecast>("/balance/forecast"),
    receiptOf: (id: string) => get<Receipt>(`/transactions/${id}`),
  };
}

export const sumMicro = (amounts: readonly number[]): bigint =>
  amounts.reduce((sum, amount) => sum + toMicro(amount), 0n);

async function readLines<Row>(client: BillingClient, business: string, path: string): Promise<readonly Row[]> {
  const text = await client.text(path, business);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
}

export type PageBalance = {
  readonly available: number;
  readonly held: number;
  readonly debt: number;
  readonly total: number;
  readonly upcoming: number;
  readonly frozen: number;
  readonly grants: readonly {
    readonly remaining: number;
    readonly order: number;
    readonly effectiveAt: string;
    readonly expiresAt: string | null;
    readonly state: "spendable" | "upcoming" | "frozen";
  }[];
};

type Summary = {
  readonly from: string;
  readonly to: string;
  readonly total: number;
  readonly services: readonly { readonly service: string; readonly charged: number }[];
};

type Series = {
  readonly buckets: readonly {
    readonly total: number;
    readonly groups: readonly { readonly key: string; readonly charged: number }[];
  }[];
};

type SavedEntry = { readonly id: string; readonly amount: number; readonly balanceAfter: number };
export type SavedLine = { readonly occurredAt: string; readonly netCharged: number };

type Receipt = Transaction & {
  readonly balanceBefore: number;
  readonly legs: readonly { readonly amount: number }[];
  readonly calculation: { readonly charged: number } | null;
};

export type ToldForecast = {
  readonly asOf: string;
  readonly state: "out" | "runs_out" | "beyond_horizon" | "not_enough_usage";
  readonly basis: "7_days" | "28_days" | "not_enough_usage";
  readonly burnPerDay: number | null;
  readonly runsOutAt: { readonly p20: string; readonly p50: string; readonly p80: string | null } | null;
  readonly coming: readonly { readonly at: string; readonly tokens: number; readonly expiresAt: string }[];
  readonly assumptions: readonly { readonly code: string }[];
};
