import { replayProviderEvent as replay } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { type AnsweredEvent, getProviderEvent } from "./get-provider-event.ts";
import type { Refusal } from "./refusal.ts";

/** Has an event worked on once more, from the beginning: what it is about is fetched again, and granted at most once. */
export async function replayProviderEvent(
  deps: Pick<Deps, "db" | "inbox">,
  eventId: string,
): Promise<AnsweredEvent | Refusal> {
  if (await replay(deps.db.service, eventId)) deps.inbox.wake();
  return getProviderEvent(deps, eventId);
}
