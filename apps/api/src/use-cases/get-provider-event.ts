import { type ProviderEvent, readProviderEvent } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** One of the events the payment provider told us of, with what was delivered. */
export async function getProviderEvent({ db }: Pick<Deps, "db">, eventId: string): Promise<AnsweredEvent | Refusal> {
  const event = await readProviderEvent(db.service, eventId);
  return event === null ? refuse({ code: "not_found", what: "event" }) : { outcome: "answered", event };
}

export type AnsweredEvent = { readonly outcome: "answered"; readonly event: ProviderEvent };
