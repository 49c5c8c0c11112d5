import { customerExpandable, customerRoutes } from "./customers.ts";
import type { Resource } from "./resource.ts";

/** Everything the API consists of: one line per resource. */
export const RESOURCES: readonly Resource[] = [{ routes: customerRoutes, expandable: customerExpandable }];
