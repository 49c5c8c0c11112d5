import type { z } from "zod";
import { invalidField } from "../http/api-error.ts";
import type { ReportedEvent } from "../use-cases/usage-event.ts";
import type { recordUsageInput } from "./usage-schemas.ts";
import { fromInstantTextOrNull } from "./wire-instants.ts";

/** Events as they arrived, each with its business: its own word wins over the request's. */
export function toReportedEvents(events: WireEvents, businessId: string | null): ReportedEvent[] {
  return events.map((event, index) => ({
    businessId: event.businessId ?? businessId ?? nameless(index),
    key: event.key,
    service: event.service,
    quantity: event.quantity,
    occurredAt: fromInstantTextOrNull(event.occurredAt),
    agentId: event.agentId ?? null,
    ref: event.ref ?? null,
    metadata: event.metadata ?? null,
    allowOverdraft: event.allowOverdraft ?? false,
  }));
}

type WireEvents = z.output<typeof recordUsageInput>["events"];

function nameless(index: number): never {
  throw invalidField(`events.${index}.businessId`, "say which business, here or in the header Farebox-Business");
}
