import { createHash } from "node:crypto";
import { now } from "../clock/now.ts";
import type { World } from "../store/world.ts";
import { invalidRequest, StripeError } from "./errors.ts";

/** The answer given under an idempotency key (its id), with what tells the same request from another. */
export interface KeptAnswer {
  readonly id: string;
  readonly endpoint: string;
  readonly fingerprint: string;
  readonly requestId: string;
  readonly status: number;
  readonly body: string;
  readonly createdAt: number;
}

const KEPT_SECONDS = 24 * 60 * 60;
const MAXIMUM_KEY_LENGTH = 255;

/** The answer to repeat, or null where the key is new. Refuses a key that stands for another request. */
export function findKeptAnswer(
  world: World,
  asked: { key: string; endpoint: string; fingerprint: string },
): KeptAnswer | null {
  if (asked.key.length > MAXIMUM_KEY_LENGTH) {
    throw invalidRequest(`Idempotency keys may be at most ${MAXIMUM_KEY_LENGTH} characters long.`);
  }
  const kept = world.idempotency_keys.get(asked.key);
  if (kept === undefined || now(world) - kept.createdAt >= KEPT_SECONDS) return null;
  const advice = `Try using a key other than '${asked.key}' if you meant to execute a different request.`;
  if (kept.endpoint !== asked.endpoint) {
    throw misuse(
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${asked.endpoint}' vs '${kept.endpoint}'). ${advice}`,
    );
  }
  if (kept.fingerprint !== asked.fingerprint) {
    throw misuse(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. ${advice}`,
    );
  }
  return kept;
}

/** To be called in the transaction of the effect, so that neither is kept without the other. */
export function keepAnswer(world: World, answer: Omit<KeptAnswer, "createdAt">): void {
  const row = { ...answer, createdAt: now(world) };
  if (world.idempotency_keys.get(answer.id) === undefined) world.idempotency_keys.insert(row);
  else world.idempotency_keys.update(answer.id, row);
}

export function fingerprintOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

export function keyInUse(key: string): StripeError {
  return new StripeError({
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    status: 409,
    message: `There is currently another in-progress request using this Stripe Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  });
}

function misuse(message: string): StripeError {
  return new StripeError({ type: "idempotency_error", message });
}
