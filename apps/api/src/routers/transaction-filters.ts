import { fromTokens, type MicroTokens } from "@farebox/billing-core";
import type { TransactionStatus } from "@farebox/db/reads";
import type { AskedFilters } from "../use-cases/asked-filters.ts";
import { fromInstantTextOrNull } from "./wire-instants.ts";

/** The filters of the history as a use-case takes them, from the input of a list, a stream or a file. */
export function toTransactionFilters(input: {
  readonly type?: string | undefined;
  readonly service?: string | undefined;
  readonly agentId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
  readonly status?: TransactionStatus | undefined;
  readonly leastTokens?: number | undefined;
  readonly mostTokens?: number | undefined;
}): AskedFilters {
  return {
    type: input.type ?? null,
    service: input.service ?? null,
    agentId: input.agentId ?? null,
    from: fromInstantTextOrNull(input.from),
    to: fromInstantTextOrNull(input.to),
    search: input.q ?? null,
    status: input.status ?? null,
    leastAmount: toAmountOrNull(input.leastTokens),
    mostAmount: toAmountOrNull(input.mostTokens),
  };
}

/** What the field let through is an amount. */
function toAmountOrNull(tokens: number | undefined): MicroTokens | null {
  const amount = tokens === undefined ? null : fromTokens(tokens);
  return typeof amount === "bigint" ? amount : null;
}
