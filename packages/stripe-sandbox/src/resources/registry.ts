import { BILLING_RESOURCES } from "./billing-resources.ts";
import { customerExpandable, customerRoutes } from "./customers.ts";
import { eventRoutes } from "./events.ts";
import { PAYMENT_RESOURCES } from "./payment-resources.ts";
import { priceExpandable, priceRoutes } from "./prices.ts";
import { productExpandable, productRoutes } from "./products.ts";
import type { Resource } from "./resource.ts";
import { taxIdExpandable, taxIdRoutes } from "./tax-ids.ts";
import { testClockDueWork, testClockRoutes } from "./test-clocks.ts";
import { webhookEndpointRoutes } from "./webhook-endpoints.ts";

/** Everything the API consists of: one line per resource. */
export const RESOURCES: readonly Resource[] = [
  ...BILLING_RESOURCES,
  { routes: customerRoutes, expandable: customerExpandable },
  { routes: eventRoutes },
  ...PAYMENT_RESOURCES,
  { routes: priceRoutes, expandable: priceExpandable },
  { routes: productRoutes, expandable: productExpandable },
  { routes: taxIdRoutes, expandable: taxIdExpandable },
  { routes: testClockRoutes, dueWork: testClockDueWork },
  { routes: webhookEndpointRoutes },
];
