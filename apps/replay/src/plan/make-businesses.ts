import type { BillingDoor } from "../send/billing-door.ts";
import type { TraceEvent } from "../trace/trace-event.ts";
import { businessIdOf } from "./business-id.ts";

/** Makes each business a trace names, in the order of its names; one that is there already stays as it is. Answers the id by name. */
export async function makeBusinesses(
  door: BillingDoor,
  events: readonly TraceEvent[],
): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set(events.map((event) => event.business))].sort();
  const ids = new Map<string, string>();
  for (const name of names) {
    const id = businessIdOf(name);
    const made = await door.post("/businesses", { id, name });
    if (typeof made !== "object" || made === null || !("id" in made) || made.id !== id)
      throw new Error(`the server made another business than ${name} (${id})`);
    ids.set(name, id);
  }
  return ids;
}
