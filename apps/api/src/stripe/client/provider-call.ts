import type { Logger } from "pino";
import Stripe from "stripe";
import { type ProviderError, type Refusal, refuse } from "../../use-cases/refusal.ts";

/**
 * Asks the provider for somebody who waits. What goes wrong there becomes a *no* with a code, never a failure of ours; what
 * goes wrong here is thrown on. Retries of the client carry the same idempotency key, and so must the caller's next try.
 */
export type ProviderCall = <Answer>(ask: (api: Stripe) => Promise<Answer>) => Promise<Answer | Refusal>;

export function createProviderCall(api: Stripe, log: Logger): ProviderCall {
  return async (ask) => {
    try {
      return await ask(api);
    } catch (failure) {
      const error = toProviderError(failure);
      if (error === null) throw failure;
      if (error.code !== "card_declined" && error.code !== "payment_action_required")
        log.warn({ code: error.code, ...factsOf(failure) }, "the payment provider did not do what it was asked for");
      return refuse(error);
    }
  };
}

/** Null for what the provider has nothing to do with. */
export function toProviderError(failure: unknown): ProviderError | null {
  if (!(failure instanceof Stripe.errors.StripeError)) return null;
  if (failure instanceof Stripe.errors.StripeCardError) return toCardError(failure);
  if (failure.code === "idempotency_key_in_use" || failure.code === "lock_timeout") return unavailable(1);
  // A key it was refused with is no more the caller's fault than an outage is.
  if (
    failure instanceof Stripe.errors.StripeIdempotencyError ||
    failure instanceof Stripe.errors.StripeInvalidRequestError
  )
    return { code: "provider_refused", reason: failure.code ?? failure.rawType ?? "invalid_request" };
  if (failure instanceof Stripe.errors.StripeRateLimitError) return unavailable(retryAfterOf(failure) ?? 5);
  return unavailable(retryAfterOf(failure) ?? 10);
}

function toCardError(failure: Stripe.errors.StripeCardError): ProviderError {
  const needsPerson = failure.code === "authentication_required" || failure.decline_code === "authentication_required";
  if (!needsPerson) return { code: "card_declined", declineCode: failure.decline_code ?? failure.code ?? null };
  return {
    code: "payment_action_required",
    url: failure.payment_intent?.next_action?.redirect_to_url?.url ?? null,
    paymentIntentId: failure.payment_intent?.id ?? null,
  };
}

function unavailable(retryAfterSeconds: number): ProviderError {
  return { code: "provider_unavailable", retryAfterSeconds };
}

function retryAfterOf({ headers }: Stripe.errors.StripeError): number | null {
  const seconds = Number(headers?.["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), 300) : null;
}

/** What tells an operator where to look. The provider's messages may repeat what it was sent, so they are left out. */
function factsOf(failure: unknown): object {
  if (!(failure instanceof Stripe.errors.StripeError)) return {};
  const { type, code, statusCode, requestId, param } = failure;
  return { provider: { type, code, statusCode, requestId, param } };
}
