import { listEndpoints, readEndpoint } from "@farebox/db/webhooks";
import type { Deps } from "../deps.ts";
import { refuse } from "./refusal.ts";
import { showWebhookEndpoint } from "./show-webhook-endpoint.ts";

/** Endpoints of a business, newest first. There are few of them, so they are one page. */
export async function listWebhookEndpoints({ db }: Pick<Deps, "db">, businessId: string) {
  const endpoints = await listEndpoints(db.service, businessId);
  return { items: endpoints.map(showWebhookEndpoint), nextCursor: null };
}

export async function getWebhookEndpoint(
  { db }: Pick<Deps, "db">,
  asked: { readonly businessId: string; readonly endpointId: string },
) {
  const endpoint = await readEndpoint(db.service, asked);
  return endpoint === null ? refuse({ code: "not_found", what: "webhook endpoint" }) : showWebhookEndpoint(endpoint);
}
