import type { TransactionFilters } from "@farebox/db/reads";
import { fromInstantTextOrNull } from "./wire-instants.ts";

/** The filters of the history as a use-case takes them, from the input of a list, a stream or a file. */
export function toTransactionFilters(input: {
  readonly type?: string | undefined;
  readonly service?: string | undefined;
  readonly agentId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
}): TransactionFilters {
  return {
    type: input.type ?? null,
    service: input.service ?? null,
    agentId: input.agentId ?? null,
    from: fromInstantTextOrNull(input.from),
    to: fromInstantTextOrNull(input.to),
    search: input.q ?? null,
  };
}
