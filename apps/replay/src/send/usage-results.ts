import { fromTokens, type MicroTokens, ZERO } from "@farebox/billing-core";

/** What became of one event. */
export type UsageResult = {
  readonly outcome: "recorded" | "replayed" | "refused" | "review";
  readonly chargedMicroTokens: MicroTokens;
  /** An error code; only of refused events. */
  readonly reason: string | null;
  readonly isRetryable: boolean;
};

/** Reads the answer of `POST /usage`: one result per event, in order. Anything else is not the contract, and we stop. */
export function parseUsageResults(body: unknown, keys: readonly string[]): readonly UsageResult[] {
  const results = isRecord(body) ? body["results"] : null;
  if (!Array.isArray(results) || results.length !== keys.length)
    throw new Error(`the server did not answer with ${keys.length} results`);
  return results.map((result: unknown, index) => {
    if (!isRecord(result) || result["key"] !== keys[index])
      throw new Error(`result ${index} of the server is not about key ${keys[index]}`);
    const { outcome, charged, reason, retryable } = result;
    if (outcome !== "recorded" && outcome !== "replayed" && outcome !== "refused" && outcome !== "review") {
      throw new Error(`result ${index} of the server has an unknown outcome ${JSON.stringify(outcome)}`);
    }
    const amount = typeof charged === "number" ? fromTokens(charged) : null;
    if (outcome === "recorded" && typeof amount !== "bigint")
      throw new Error(`result ${index} of the server has no charge`);
    return {
      outcome,
      chargedMicroTokens: typeof amount === "bigint" ? amount : ZERO,
      reason: typeof reason === "string" ? reason : null,
      isRetryable: retryable === true,
    };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
