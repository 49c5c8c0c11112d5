import { checkoutPages } from "./checkout.ts";
import type { Page } from "./page.ts";
import { threeDSecurePages } from "./three-d-secure.ts";

/** Every page for people: one line per file. */
export const PAGES: readonly Page[] = [...checkoutPages, ...threeDSecurePages];
