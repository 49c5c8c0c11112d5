import { readFile } from "node:fs/promises";
import { type MicroTokens, microTokens } from "@farebox/billing-core";

/** Prices in micro-tokens and what they pay for, written down here once more so that no code of ours judges itself. */
const PRICES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  outbound_call: [2_000_000n, 60n],
  inbound_call: [1_500_000n, 60n],
  sms: [500_000n, 1n],
  transcription: [100_000n, 60n],
  ai_agent_request: [1_000_000n, 1n],
};

/** What each business has left of its trial after everything a trace names: one ceiling for each distinct event. */
export async function chargesOfTrace(path: string): Promise<ReadonlyMap<string, MicroTokens>> {
  const balances = new Map<string, MicroTokens>();
  const lines = (await readFile(path, "utf8")).trim().split(/\r?\n/).slice(1);
  for (const line of new Set(lines)) {
    const [, , business = "", service = "", quantity = ""] = line.split(",");
    const [price, per] = PRICES[service] ?? [0n, 1n];
    const charged = (BigInt(quantity) * price + per - 1n) / per;
    balances.set(business, microTokens((balances.get(business) ?? 100_000_000n) - charged));
  }
  return balances;
}
