import type { Stripe } from "stripe";
import { API_VERSION } from "../client/create-stripe.ts";
import { HANDLED_EVENTS, WEBHOOK_PATH } from "../handled-events.ts";

export type WebhookStep =
  | { readonly do: "create_webhook"; readonly url: string }
  | {
      readonly do: "correct_webhook";
      readonly endpointId: string;
      readonly url: string;
      readonly missing: readonly string[];
      readonly surplus: readonly string[];
      readonly isDisabled: boolean;
    };

export async function listEndpoints(api: Stripe): Promise<readonly Stripe.WebhookEndpoint[]> {
  return api.webhookEndpoints.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
}

/** Registered at our address for exactly the events that have a handler. What others registered elsewhere is left alone. */
export function compareWebhook(
  endpoints: readonly Stripe.WebhookEndpoint[],
  publicUrl: string,
): { readonly step: WebhookStep | null; readonly problems: readonly string[] } {
  const url = `${publicUrl}${WEBHOOK_PATH}`;
  if (isLoopback(publicUrl) && !endpoints.some((each) => each.url === url))
    return { step: null, problems: [`the provider cannot reach ${url}: hand its events on with "stripe listen"`] };
  const ours = endpoints.filter((each) => each.url === url);
  const [endpoint, ...doubles] = ours;
  if (endpoint === undefined) return { step: { do: "create_webhook", url }, problems: [] };
  const enabled = new Set(endpoint.enabled_events);
  const missing = HANDLED_EVENTS.filter((type) => !enabled.has(type));
  const surplus = endpoint.enabled_events.filter((type) => !HANDLED_EVENTS.some((handled) => handled === type));
  const isDisabled = endpoint.status !== "enabled";
  const isRight = missing.length + surplus.length === 0 && !isDisabled;
  return {
    step: isRight ? null : { do: "correct_webhook", endpointId: endpoint.id, url, missing, surplus, isDisabled },
    problems: [
      ...doubles.map(({ id }) => `${id} delivers to ${url} as well: remove it at the provider`),
      ...(endpoint.api_version === null || endpoint.api_version === API_VERSION
        ? []
        : [`${endpoint.id} speaks version ${endpoint.api_version}: replace it by one of ${API_VERSION}`]),
    ],
  };
}

/** The signing secret of a new endpoint, which the provider shows this once; null for one that was there. */
export async function applyWebhookStep(api: Stripe, step: WebhookStep): Promise<string | null> {
  const enabled_events = [...HANDLED_EVENTS];
  if (step.do === "correct_webhook") {
    await api.webhookEndpoints.update(step.endpointId, { enabled_events, disabled: false });
    return null;
  }
  const { url } = step;
  // No key of our own: one that was removed at the provider is made anew, not answered from memory.
  const { secret } = await api.webhookEndpoints.create({
    url,
    enabled_events,
    api_version: API_VERSION,
    description: "Farebox",
  });
  return secret ?? null;
}

function isLoopback(url: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}
