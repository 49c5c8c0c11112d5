import type { NoticeKind } from "@farebox/billing-core";
import { type EndpointDelivery, type EndpointName, listEndpointDeliveries, replayDelivery } from "@farebox/db/webhooks";
import type { Deps } from "../deps.ts";
import { NOTICE_TYPES } from "../notices/notice-wire.ts";
import { getWebhookEndpoint } from "./list-webhook-endpoints.ts";
import { fromCursor, ROW_ID, toCursor } from "./page-cursor.ts";
import { isRefusal, refuse, refuseFields } from "./refusal.ts";

/** What was sent to an endpoint or is on its way there, newest first, a page at a time. */
export async function listWebhookDeliveries(deps: Pick<Deps, "db">, asked: AskedDeliveries) {
  const { businessId, endpointId, cursor, limit } = asked;
  const endpoint = await getWebhookEndpoint(deps, asked);
  if (isRefusal(endpoint)) return endpoint;
  const bound = ["webhook-deliveries", businessId, endpointId];
  const beforeId = cursor === null ? null : fromCursor(cursor, { bound, shape: ROW_ID });
  if (cursor !== null && beforeId === null)
    return refuseFields([{ path: "cursor", message: "is not one of this list" }]);
  const rows = await listEndpointDeliveries(deps.db.service, { businessId, endpointId, beforeId, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(showDelivery),
    nextCursor: rows.length > limit && last !== undefined ? toCursor(last.id, bound) : null,
  };
}

/** Has one sent once more, under the same webhook-id. */
export async function replayWebhookDelivery(
  deps: Pick<Deps, "db">,
  asked: EndpointName & { readonly deliveryId: string },
) {
  const endpoint = await getWebhookEndpoint(deps, asked);
  if (isRefusal(endpoint)) return endpoint;
  if (endpoint.status === "disabled")
    return refuseFields([
      { path: "id", code: "turned_off", message: "is turned off: turn it on before anything is sent to it" },
    ]);
  const delivery = await replayDelivery(deps.db.service, asked);
  return delivery === null ? refuse({ code: "not_found", what: "delivery" }) : { delivery: showDelivery(delivery) };
}

export type AskedDeliveries = EndpointName & {
  /** Null begins with the newest. */
  readonly cursor: string | null;
  readonly limit: number;
};

function showDelivery(delivery: EndpointDelivery) {
  const { id, noticeId: webhookId, kind, status, attempts, nextAttemptAt, lastStatus, lastError, log } = delivery;
  return {
    id,
    webhookId,
    type: NOTICE_TYPES[kind as NoticeKind],
    status,
    attempts,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    lastStatus,
    lastError,
    log: log.map(({ at, ...attempt }) => ({ ...attempt, at: new Date(at).toISOString() })),
  };
}
