import type { NoticeKind } from "@farebox/billing-core";
import type { StoredEndpoint } from "@farebox/db/webhooks";
import { NOTICE_TYPES, type NoticeType } from "../notices/notice-wire.ts";

/** An endpoint as its owner sees it: everything but its secrets, which nobody can see again. */
export function showWebhookEndpoint(endpoint: StoredEndpoint) {
  const { id, url, description } = endpoint;
  return {
    id,
    url,
    description,
    events: endpoint.kinds?.flatMap((kind) => toType(kind) ?? []) ?? null,
    status: statusOf(endpoint),
    disabledReason: endpoint.disabledReason,
    createdAt: endpoint.createdAt.toISOString(),
    disabledAt: endpoint.disabledAt?.toISOString() ?? null,
    failingSince: endpoint.failingSince?.toISOString() ?? null,
    lastDeliveredAt: endpoint.lastDeliveredAt?.toISOString() ?? null,
    oldSecretSignsUntil: endpoint.oldSecretSignsUntil?.toISOString() ?? null,
  };
}

/** What a list of types is called inside; null stays everything. */
export function toKinds(events: readonly NoticeType[] | null): readonly NoticeKind[] | null {
  if (events === null) return null;
  const known = Object.entries(NOTICE_TYPES) as [NoticeKind, NoticeType][];
  return known.filter(([, type]) => events.includes(type)).map(([kind]) => kind);
}

function toType(kind: string): NoticeType | undefined {
  return (NOTICE_TYPES as Readonly<Record<string, NoticeType>>)[kind];
}

function statusOf({ disabledAt, failingSince }: StoredEndpoint): "enabled" | "failing" | "disabled" {
  if (disabledAt !== null) return "disabled";
  return failingSince === null ? "enabled" : "failing";
}
