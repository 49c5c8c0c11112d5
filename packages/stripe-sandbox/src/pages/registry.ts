import { checkoutPages } from "./checkout.ts";
import { invoicePages } from "./invoice.ts";
import { operatorPages } from "./operator.ts";
import type { Page } from "./page.ts";
import { portalPages } from "./portal.ts";
import { receiptPages } from "./receipt.ts";
import { threeDSecurePages } from "./three-d-secure.ts";

/** Every page for people: one line per file. */
export const PAGES: readonly Page[] = [
  ...checkoutPages,
  ...invoicePages,
  ...operatorPages,
  ...portalPages,
  ...receiptPages,
  ...threeDSecurePages,
];
