import Stripe from "stripe";
import { afterAll, beforeAll } from "vitest";
import { type StripeSandbox, type StripeSandboxOptions, startStripeSandbox } from "../start.ts";

export interface SandboxClient {
  readonly sandbox: StripeSandbox;
  readonly stripe: Stripe;
  /** Every event so far, oldest first. */
  readonly events: () => Promise<Stripe.Event[]>;
  /** Moves the sandbox's own clock and waits until all that became due has happened. */
  readonly advance: (seconds: number) => Promise<void>;
}

/** A sandbox of its own for a test file, and the official client pointed at it. Bugs of the sandbox fail the file. */
export function useSandbox(options: StripeSandboxOptions = {}): SandboxClient {
  let sandbox: StripeSandbox;
  let stripe: Stripe;
  const bugs: unknown[] = [];
  beforeAll(async () => {
    sandbox = await startStripeSandbox({ ...options, onBug: (cause) => bugs.push(cause) });
    stripe = clientOf(sandbox);
  });
  afterAll(async () => {
    await sandbox.close();
    if (bugs.length > 0) throw new AggregateError(bugs, "the sandbox met bugs of its own");
  });
  return {
    get sandbox() {
      return sandbox;
    },
    get stripe() {
      return stripe;
    },
    async events() {
      const events = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
      return events.reverse();
    },
    async advance(seconds) {
      const body = new URLSearchParams({ advance_seconds: String(seconds) });
      const response = await fetch(`${sandbox.url}/_sandbox/clock`, { method: "POST", body });
      if (!response.ok) throw new Error(await response.text());
    },
  };
}

/** The official client, unchanged but for the address. */
export function clientOf(sandbox: StripeSandbox): Stripe {
  const { hostname, port } = new URL(sandbox.url);
  return new Stripe(sandbox.secretKey, { host: hostname, port: Number(port), protocol: "http", maxNetworkRetries: 0 });
}

/** The refusal a call meets; a call that succeeds fails the test. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const outcome = await call.catch((failure: unknown) => failure);
  if (outcome instanceof Stripe.errors.StripeError) return outcome;
  throw new Error(`not refused: ${JSON.stringify(outcome)}`);
}
