import { DatabaseFailure } from "@farebox/db";
import Stripe from "stripe";
import { NotThereYet } from "./facts/finding.ts";

/** Why an event could not be worked on, for an operator. Messages of others may repeat what they were sent, so they are left out. */
export function describeFailure(failure: unknown): string {
  if (failure instanceof Stripe.errors.StripeError) {
    const { type, code, statusCode, requestId } = failure;
    const known = [type, code, statusCode, requestId].filter((fact) => fact !== undefined && fact !== null);
    return `the provider did not answer it: ${known.join(" ")}`;
  }
  if (failure instanceof DatabaseFailure) return `the database: ${failure.kind} ${failure.sqlState ?? ""}`.trim();
  if (failure instanceof NotThereYet) return failure.message;
  return failure instanceof Error ? `${failure.name}: ${failure.message}` : `a ${typeof failure} was thrown`;
}
