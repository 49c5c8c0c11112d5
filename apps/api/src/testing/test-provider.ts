import { type StripeSandbox, startStripeSandbox } from "@farebox/stripe-sandbox";
import Stripe from "stripe";
import { API_VERSION } from "../stripe/client/create-stripe.ts";
import type { OutgoingRequest } from "../stripe/client/outgoing-requests.ts";
import { HANDLED_EVENTS, WEBHOOK_PATH } from "../stripe/handled-events.ts";

export const TEST_WEBHOOK_SECRET = "whsec_of_the_tests";

/** The payment stand-in of a test, in memory, that delivers to the product at this address. */
export async function startTestProvider(productUrl: string): Promise<TestProvider> {
  const bugs: unknown[] = [];
  const sandbox = await startStripeSandbox({
    webhooks: [
      { url: `${productUrl}${WEBHOOK_PATH}`, secret: TEST_WEBHOOK_SECRET, enabledEvents: [...HANDLED_EVENTS] },
    ],
    onBug: (cause) => bugs.push(cause),
  });
  return {
    url: sandbox.url,
    variables: { FAREBOX_STRIPE_URL: sandbox.url, STRIPE_WEBHOOK_SECRET: TEST_WEBHOOK_SECRET },
    stripe: new Stripe(sandbox.secretKey, {
      apiVersion: API_VERSION,
      host: "127.0.0.1",
      port: sandbox.port,
      protocol: "http",
      maxNetworkRetries: 0,
    }),
    requests: [],
    control: (method, path, body) => control(sandbox, method, path, body),
    async stop() {
      await sandbox.close();
      if (bugs.length > 0) throw new AggregateError(bugs, "the payment stand-in met bugs of its own");
    },
  };
}

export type TestProvider = {
  readonly url: string;
  /** What points a process of the product at it. */
  readonly variables: Readonly<Record<string, string>>;
  /** The official client, as somebody at the provider's dashboard. */
  readonly stripe: Stripe;
  /** What the product asked, oldest first. Emptied by `length = 0`. */
  readonly requests: OutgoingRequest[];
  /** One of the stand-in's own doors, below `/_sandbox`. */
  readonly control: (method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

type Answer = { readonly [name: string]: unknown };

async function control(sandbox: StripeSandbox, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
