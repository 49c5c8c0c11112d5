export { useBalance } from "./features/balance/use-balance.ts";
export type { BillingAddress } from "./lib/billing-address.tsx";
export type { BillingSearch, SearchPatch } from "./lib/billing-search.ts";
export { parseBillingSearch } from "./lib/billing-search.ts";
export { type Account, type Business, BusinessProvider, type Role } from "./lib/business.ts";
export { BusinessScope } from "./lib/business-scope.tsx";
export type { ReturnSearch } from "./lib/return-search.ts";
export { parseReturnSearch } from "./lib/return-search.ts";
export { BillingPage } from "./page/billing-page.tsx";
