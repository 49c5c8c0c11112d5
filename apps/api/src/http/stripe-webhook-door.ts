import { Hono } from "hono";
import type { Deps } from "../deps.ts";
import { receiveWebhook } from "../stripe/receive-webhook.ts";
import { ApiError, invalidField } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";
import { exchangeOf } from "./exchange.ts";
import { type BodyLimits, readRawBody } from "./request-body.ts";

/** Where the payment provider delivers its events. Answers nothing of what it was sent. */
export function createStripeWebhookDoor(deps: Deps): Hono<AppBindings> {
  return new Hono<AppBindings>().all("/stripe", async (c) => {
    c.set("route", "stripe webhook");
    if (c.req.method !== "POST") {
      c.header("Allow", "POST");
      throw new ApiError("method_not_allowed");
    }
    const exchange = exchangeOf(c);
    const body = await readRawBody(exchange, WEBHOOK_BODY);
    const received = await receiveWebhook(deps, { body, signature: exchange.header("stripe-signature") });
    if (received === "invalid_signature") throw new ApiError("invalid_signature");
    if (received === "not_an_event") throw invalidField("body", "must be an event with an id and a type");
    return c.json({ received: true });
  });
}

const WEBHOOK_BODY: BodyLimits = { mostBytes: 1024 * 1024, deadlineMilliseconds: 10_000 };
