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
  if (error.code === "invalid_fields") return new ApiError("validation_failed", { fields: error.fields });
  if (error.code === "forbidden") return new ApiError("forbidden", { details: { required: error.required } });
  return toApiError(error);
}

function fromNotDecided({
  code,
  retryAfterSeconds,
  cause,
}: Extract<Unsuccessful, { outcome: "not_decided" }>): ApiError {
  return new ApiError(code, { retryAfterSeconds, cause });
}
