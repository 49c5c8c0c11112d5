import type { TransactionFilters } from "../transactions/list-transactions.ts";

/** The whole history. */
export const NO_FILTERS: TransactionFilters = {
  type: null,
  service: null,
  agentId: null,
  from: null,
  to: null,
  search: null,
  searchedPayments: [],
  status: null,
  leastAmount: null,
  mostAmount: null,
};
