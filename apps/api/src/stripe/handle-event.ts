import type { ProviderEvent } from "@farebox/db/selling";
import { isGone } from "./client/is-gone.ts";
import { HANDLED_EVENTS, type HandledEvent } from "./handled-events.ts";
import type { HandlerDeps } from "./handlers/handler.ts";
import { HANDLERS } from "./handlers/handlers.ts";
import type { Verdict } from "./verdict.ts";

/** What becomes of one event. Throws when it is worth another try. */
export async function handleEvent(deps: HandlerDeps, event: ProviderEvent): Promise<Verdict> {
  const foreign = findForeign(deps, event);
  if (foreign !== null) {
    deps.log.warn({ eventId: event.eventId, type: event.type, problem: foreign }, "an event that is not for us");
    return { status: "ignored", problem: foreign, businessId: null };
  }
  if (!isHandled(event.type)) return { status: "ignored", problem: null, businessId: null };
  if (event.objectId === null)
    return { status: "quarantined", problem: "the event does not say what it is about", businessId: null };
  try {
    return await HANDLERS[event.type](deps, event.objectId);
  } catch (failure) {
    if (!isGone(failure)) throw failure;
    // Trying again would not bring it back.
    return { status: "quarantined", problem: `the provider has no ${event.objectId} any more`, businessId: null };
  }
}

/** Test events in production, live ones elsewhere, and those of other accounts bring nobody anything. */
function findForeign({ stripe }: HandlerDeps, event: ProviderEvent): string | null {
  if (event.isLive !== stripe.isLive) return event.isLive ? "a live event, and we are in test mode" : "a test event";
  return event.accountId === null ? null : `an event of the account ${event.accountId}`;
}

function isHandled(type: string): type is HandledEvent {
  return (HANDLED_EVENTS as readonly string[]).includes(type);
}
