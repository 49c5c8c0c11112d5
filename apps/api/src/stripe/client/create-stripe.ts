import type { Logger } from "pino";
import Stripe from "stripe";
import type { ProviderSettings } from "../../provider-settings.ts";
import { type OnRequest, tellRequests } from "./outgoing-requests.ts";
import { createProviderCall, type ProviderCall } from "./provider-call.ts";
import { createStandIn, type StandIn } from "./stand-in.ts";

/** The one place where a client of the payment provider is made: everything that leaves for it goes through here. */
export function createStripe({ settings, log, onRequest }: StripeParts): StripeDoor {
  const standInUrl = settings === null ? NOWHERE : settings.standInUrl;
  const api = new Stripe(settings?.secretKey ?? "sk_test_none", {
    apiVersion: API_VERSION,
    timeout: ANSWER_WITHIN_MS,
    maxNetworkRetries: 2,
    telemetry: false,
    appInfo: { name: "farebox" },
    httpClient: tellRequests(onRequest),
    ...(standInUrl !== null && addressOf(standInUrl)),
  });
  return {
    api,
    call: createProviderCall(api, log),
    webhookSecrets: settings?.webhookSecrets ?? [],
    publishableKey: settings?.publishableKey ?? null,
    isLive: settings?.isLive ?? false,
    isTaxAutomatic: settings?.isTaxAutomatic ?? false,
    standIn: settings === null || settings.standInUrl === null ? null : createStandIn(settings.standInUrl),
  };
}

export type StripeParts = {
  /** Null: there is no provider, and every call finds it unavailable. */
  readonly settings: ProviderSettings | null;
  readonly log: Logger;
  /** Told of every request before it leaves. */
  readonly onRequest?: OnRequest;
};

export type StripeDoor = {
  /** For workers, whose failures are tried again anyway: it throws what the client throws. */
  readonly api: Stripe;
  /** For whoever waits for an answer: a failure becomes a *no* with a code. */
  readonly call: ProviderCall;
  readonly webhookSecrets: readonly string[];
  readonly publishableKey: string | null;
  readonly isLive: boolean;
  /** Whether what is sold asks the provider to reckon taxes. */
  readonly isTaxAutomatic: boolean;
  /** The stand-in's own doors; null where the provider is the real one. */
  readonly standIn: StandIn | null;
};

/** The version whose objects our code was written for. The types of the pinned client follow the same one. */
export const API_VERSION = "2026-10-28.endive";

// Three tries of this length stay below the minute that proxies wait for an answer.
const ANSWER_WITHIN_MS = 12_000;
// The port nobody listens at.
const NOWHERE = "http://127.0.0.1:1";

function addressOf(url: string): { host: string; port: number; protocol: "http" } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || "80"), protocol: "http" };
}
