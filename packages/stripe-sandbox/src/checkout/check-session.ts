import { missing, type Parsed } from "../parameters/structures.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { LineItem } from "./line-items.ts";
import type { sessionShape } from "./session-parameters.ts";

type Given = Parsed<typeof sessionShape>;
type Mode = "payment" | "setup" | "subscription";

/** The mode asked for; left out, it follows from what is for sale. */
export function modeOf(given: Given, items: readonly LineItem[]): Mode {
  if (given.mode !== undefined) return given.mode;
  if (given.line_items === undefined) throw missing("mode");
  return items.some((item) => item.price?.recurring != null) ? "subscription" : "payment";
}

/** Refuses what does not go together. Source: https://docs.stripe.com/api/checkout/sessions/create */
export function checkSession(given: Given, { mode, items }: { mode: Mode; items: readonly LineItem[] }): void {
  checkPresentation(given);
  checkExclusive(given, "customer", "customer_email");
  checkExclusive(given, "allow_promotion_codes", "discounts");
  checkExclusive(given, "customer", "customer_creation");
  checkBelongsTo(given, mode, "payment_intent_data", ["payment"]);
  checkBelongsTo(given, mode, "subscription_data", ["subscription"]);
  checkBelongsTo(given, mode, "setup_intent_data", ["setup"]);
  checkBelongsTo(given, mode, "line_items", ["payment", "subscription"]);
  checkBelongsTo(given, mode, "discounts", ["payment", "subscription"]);
  checkBelongsTo(given, mode, "customer_creation", ["payment", "setup"]);
  if (mode !== "setup" && items.length === 0) throw missing("line_items");
  const hasRecurring = items.some((item) => item.price?.recurring != null);
  if (mode === "payment" && hasRecurring) {
    throw invalidRequest(
      "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
      { param: "line_items" },
    );
  }
  if (mode === "subscription" && !hasRecurring) {
    throw invalidRequest("You must provide at least one recurring price in `subscription` mode when using prices.", {
      param: "line_items",
    });
  }
}

/** Between half an hour and a day from now. */
export function checkExpiry(expiresAt: number | undefined, now: number): void {
  if (expiresAt === undefined) return;
  if (expiresAt < now + 30 * 60) {
    throw invalidRequest("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", {
      param: "expires_at",
    });
  }
  if (expiresAt > now + 24 * 60 * 60) {
    throw invalidRequest("The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", {
      param: "expires_at",
    });
  }
}

function checkPresentation(given: Given): void {
  if (given.ui_mode !== undefined && given.ui_mode !== "hosted_page" && given.ui_mode !== "hosted") {
    throw invalidRequest(`The sandbox covers the ui_mode \`hosted_page\` and not \`${given.ui_mode}\`.`, {
      param: "ui_mode",
    });
  }
  if (given.success_url === undefined) throw missing("success_url");
}

function checkExclusive(given: Given, one: keyof Given, other: keyof Given): void {
  if (given[one] === undefined || given[other] === undefined) return;
  throw invalidRequest(`You may only specify one of these parameters: ${one}, ${other}.`, {
    code: "parameters_exclusive",
    param: other,
  });
}

function checkBelongsTo(given: Given, mode: Mode, param: keyof Given, modes: readonly Mode[]): void {
  if (given[param] === undefined || modes.includes(mode)) return;
  throw invalidRequest(`You can not pass \`${param}\` in \`${mode}\` mode.`, { param });
}
