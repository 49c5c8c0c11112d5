import { request as httpRequest } from "node:http";
import { now } from "../clock/now.ts";
import type { World } from "../store/world.ts";
import type { Delivery, DeliveryAttempt } from "./delivery.ts";
import { validSecrets } from "./endpoint-secret.ts";
import { sign } from "./sign.ts";

export interface DeliveryOptions {
  /** How long an endpoint may take to answer. */
  readonly timeoutMilliseconds: number;
  /** Seconds between one try and the next; when they are used up the delivery has failed. */
  readonly retryAfterSeconds: readonly number[];
}

/** Tries once and writes down what came of it. */
export async function sendDelivery(world: World, delivery: Delivery, options: DeliveryOptions): Promise<void> {
  const event = world.events.get(delivery.event);
  const endpoint = world.webhook_endpoints.get(delivery.endpoint);
  if (event === undefined || endpoint === undefined) {
    world.transaction(null, () => world.deliveries.update(delivery.id, { state: "failed", nextAttemptAt: null }));
    return;
  }
  const body = JSON.stringify(event, null, 2);
  const signature = sign(body, validSecrets(world, endpoint.id), world.realNow());
  const outcome = await post(endpoint.url, { body, signature, timeoutMilliseconds: options.timeoutMilliseconds });
  world.transaction(null, () => noteAttempt(world, delivery.id, { ...outcome, at: now(world) }, options));
}

function noteAttempt(world: World, id: string, attempt: DeliveryAttempt, options: DeliveryOptions): void {
  // A reset of the sandbox may have come between the question and the answer.
  const delivery = world.deliveries.get(id);
  if (delivery === undefined) return;
  const attempts = [...delivery.attempts, attempt];
  if (attempt.responseStatus !== null && attempt.responseStatus >= 200 && attempt.responseStatus < 300) {
    world.deliveries.update(id, { state: "delivered", attempts, nextAttemptAt: null });
    const event = world.events.get(delivery.event);
    const wasDeliveredBefore = [...world.deliveries.values()].some(
      (each) =>
        each.id !== id &&
        each.event === delivery.event &&
        each.endpoint === delivery.endpoint &&
        each.state === "delivered",
    );
    if (event !== undefined && !wasDeliveredBefore) {
      world.events.update(event.id, { pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
    }
    return;
  }
  const wait = options.retryAfterSeconds[attempts.length - 1];
  const isLast = wait === undefined || world.webhook_endpoints.get(delivery.endpoint)?.status !== "enabled";
  world.deliveries.update(id, {
    state: isLast ? "failed" : "pending",
    attempts,
    nextAttemptAt: isLast ? null : attempt.at + wait,
  });
}

interface Outcome {
  readonly responseStatus: number | null;
  readonly failure: string | null;
}

async function post(
  url: string,
  { body, signature, timeoutMilliseconds }: { body: string; signature: string; timeoutMilliseconds: number },
): Promise<Outcome> {
  const request = url.startsWith("https:") ? (await import("node:https")).request : httpRequest;
  // Node throws at once over an address it cannot connect to, which is a failed attempt like any other.
  return new Promise<Outcome>((resolve) => {
    const fail = (failure: string) => resolve({ responseStatus: null, failure });
    const outgoing = request(
      url,
      {
        method: "POST",
        signal: AbortSignal.timeout(timeoutMilliseconds),
        headers: {
          "content-type": "application/json; charset=utf-8",
          "content-length": Buffer.byteLength(body),
          "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
          accept: "*/*",
          "cache-control": "no-cache",
          "stripe-signature": signature,
        },
      },
      (response) => {
        response.resume();
        response.once("end", () => resolve({ responseStatus: response.statusCode ?? null, failure: null }));
        response.once("error", (cause) => fail(cause.message));
      },
    );
    outgoing.once("error", (cause) =>
      fail(cause.name === "AbortError" || cause.name === "TimeoutError" ? "timed out" : cause.message),
    );
    outgoing.end(body);
  }).catch((cause: Error) => ({ responseStatus: null, failure: cause.message }));
}
