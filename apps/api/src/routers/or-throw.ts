import { ApiError } from "../http/api-error.ts";
import type { Refusal, Unsuccessful } from "../use-cases/refusal.ts";
import { toApiError } from "./billing-error.ts";

/** Passes on what a use-case achieved. A *no* becomes the error of a command that could not be done. */
export function orThrow<Answer>(answer: Answer | Unsuccessful): Exclude<Answer, Unsuccessful> {
  if (isUnsuccessful(answer)) throw answer.outcome === "refused" ? fromRefusal(answer) : fromNotDecided(answer);
  return answer as Exclude<Answer, Unsuccessful>;
}

function isUnsuccessful(answer: unknown): answer is Unsuccessful {
  if (typeof answer !== "object" || answer === null || !("outcome" in answer)) return false;
  return answer.outcome === "refused" || answer.outcome === "not_decided";
}

function fromRefusal({ error }: Refusal): ApiError {
  if (error.code === "invalid_fields") {
    const fields = error.fields.map((field) => ({ ...field, code: field.code ?? ("invalid" as const) }));
    return new ApiError("validation_failed", { fields });
  }
  switch (error.code) {
    case "forbidden":
      return new ApiError("forbidden", { details: { required: error.required } });
    case "unknown_plan":
    case "unknown_package":
      return new ApiError(error.code, { details: { known: [...error.known] } });
    case "already_on_plan":
    case "already_subscribed":
      return new ApiError(error.code);
    case "provider_unavailable":
      return new ApiError(error.code, { retryAfterSeconds: error.retryAfterSeconds });
    case "card_declined":
      return new ApiError(error.code, { details: { declineCode: error.declineCode } });
    case "payment_action_required":
      return new ApiError(error.code, { details: { url: error.url } });
    case "provider_refused":
      return new ApiError(error.code, { details: { reason: error.reason } });
    case "catalog_not_synced":
      return new ApiError(error.code, { details: { missing: error.missing }, retryAfterSeconds: 60 });
    default:
      return toApiError(error);
  }
}

function fromNotDecided({
  code,
  retryAfterSeconds,
  cause,
}: Extract<Unsuccessful, { outcome: "not_decided" }>): ApiError {
  return new ApiError(code, { retryAfterSeconds, cause });
}
