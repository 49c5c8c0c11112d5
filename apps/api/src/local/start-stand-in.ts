import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StripeSandbox } from "@farebox/stripe-sandbox";
import Stripe from "stripe";
import { API_VERSION } from "../stripe/client/create-stripe.ts";
import { HANDLED_EVENTS, WEBHOOK_PATH } from "../stripe/handled-events.ts";
import type { StopStack } from "./stop-stack.ts";

/** The payment stand-in of a home: its state outlives the process, and so does its address as long as the port is free. */
export type LocalStandIn = {
  readonly url: string;
  /** Where it delivers to. */
  readonly productUrl: string;
  readonly webhookSecret: string;
  /** What points the API at it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Tries again what could not be delivered while nobody answered. */
  readonly deliverWaiting: () => Promise<void>;
};

type StandInStart = { readonly home: string; readonly productUrl: string; readonly stops: StopStack };

export async function startStandIn({ home, productUrl, stops }: StandInStart): Promise<LocalStandIn> {
  const sandbox = await listenWhereBefore(home);
  stops.push(() => sandbox.close());
  const { id, secret } = await registerEndpoint(sandbox, `${productUrl}${WEBHOOK_PATH}`);
  return {
    url: sandbox.url,
    productUrl,
    webhookSecret: secret,
    variables: { FAREBOX_STRIPE_URL: sandbox.url, STRIPE_WEBHOOK_SECRET: secret },
    deliverWaiting: () => deliverWaiting(sandbox, id),
  };
}

/** Pages of checkouts that are still open have the address they were made with, so it stays the same if it can. */
async function listenWhereBefore(home: string): Promise<StripeSandbox> {
  // Two hundred files that nobody needs who has keys.
  const { startStripeSandbox } = await import("@farebox/stripe-sandbox");
  const file = join(home, "stripe-sandbox.jsonl");
  const portFile = join(home, "stripe-sandbox.port");
  const before = Number(await readFile(portFile, "utf8").catch(() => "0"));
  const port = Number.isInteger(before) && before > 0 && before < 65_536 ? before : 0;
  const sandbox = await startStripeSandbox({ file, port }).catch((error: unknown) => {
    if (port === 0 || !isTaken(error)) throw error;
    return startStripeSandbox({ file });
  });
  await writeFile(portFile, String(sandbox.port));
  return sandbox;
}

/**
 * One endpoint for all starts: where the product answers elsewhere than last time, what waits for delivery follows it there.
 * Its secret is new each time, because a stand-in, like the provider, tells it to nobody a second time.
 */
async function registerEndpoint(sandbox: StripeSandbox, url: string): Promise<{ id: string; secret: string }> {
  const stripe = new Stripe(sandbox.secretKey, {
    apiVersion: API_VERSION,
    host: "127.0.0.1",
    port: sandbox.port,
    protocol: "http",
  });
  const enabled_events = [...HANDLED_EVENTS];
  const { data } = await stripe.webhookEndpoints.list({ limit: 100 });
  const before = data.find(({ metadata }) => metadata["farebox"] === "local");
  if (before === undefined) {
    const made = await stripe.webhookEndpoints.create({ url, enabled_events, metadata: { farebox: "local" } });
    return { id: made.id, secret: made.secret ?? "" };
  }
  await stripe.webhookEndpoints.update(before.id, { url, enabled_events, disabled: false });
  const { secret } = await ask<{ secret: string }>(sandbox, "POST", `/webhook_endpoints/${before.id}/roll_secret`);
  return { id: before.id, secret };
}

async function deliverWaiting(sandbox: StripeSandbox, endpoint: string): Promise<void> {
  const { data } = await ask<{ data: Delivery[] }>(sandbox, "GET", `/deliveries?endpoint=${endpoint}`);
  const waiting = new Set(data.filter(({ state }) => state === "pending").map(({ event }) => event));
  for (const event of waiting) await ask(sandbox, "POST", `/events/${event}/send`);
}

type Delivery = { readonly event: string; readonly state: string };

async function ask<Answer>({ url }: StripeSandbox, method: string, path: string): Promise<Answer> {
  const answer = await fetch(`${url}/_sandbox${path}`, { method });
  if (!answer.ok) throw new Error(`the payment stand-in answered ${answer.status}`);
  return (await answer.json()) as Answer;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");
}
