import { openWay } from "@farebox/db/outbox";
import { deleteEndpoint, type EndpointName, updateEndpoint } from "@farebox/db/webhooks";
import type { Deps } from "../deps.ts";
import type { NoticeType } from "../notices/notice-wire.ts";
import { checkEndpointUrl } from "./check-endpoint-url.ts";
import { getWebhookEndpoint } from "./list-webhook-endpoints.ts";
import { isRefusal, refuse } from "./refusal.ts";
import { toKinds } from "./show-webhook-endpoint.ts";

/** Changes what is given. Turned on again, or led elsewhere, it gets at once what has been waiting for it. */
export async function changeWebhookEndpoint(deps: Pick<Deps, "db" | "env">, changed: ChangedEndpoint) {
  const { businessId, endpointId, change } = changed;
  const url = change.url === undefined ? undefined : await checkEndpointUrl(deps, change.url);
  if (isRefusal(url)) return url;
  const { description, enabled, events } = change;
  const updated = await updateEndpoint(deps.db.service, {
    businessId,
    endpointId,
    change: {
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description }),
      ...(enabled !== undefined && { enabled }),
      ...(events !== undefined && { kinds: toKinds(events) }),
    },
  });
  if (updated === null) return refuse({ code: "not_found", what: "webhook endpoint" });
  const isWorthATry = enabled === true || (url !== undefined && updated.isEnabled);
  if (isWorthATry) await openWay(deps.db.service, { channel: "webhook", businessId, recipient: endpointId });
  return getWebhookEndpoint(deps, changed);
}

/** Ends it for ever. What was on its way there is dropped. */
export async function removeWebhookEndpoint({ db }: Pick<Deps, "db">, endpoint: EndpointName) {
  const isRemoved = await deleteEndpoint(db.service, endpoint);
  return isRemoved ? { removed: true as const } : refuse({ code: "not_found", what: "webhook endpoint" });
}

export type ChangedEndpoint = EndpointName & {
  readonly change: {
    readonly url?: string | undefined;
    readonly description?: string | undefined;
    readonly events?: readonly NoticeType[] | null | undefined;
    readonly enabled?: boolean | undefined;
  };
};
