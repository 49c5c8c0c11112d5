import type { Instant } from "@farebox/billing-core";
import { insertProviderEventOnce } from "@farebox/db/selling";
import { HANDLED_EVENTS } from "../handled-events.ts";
import { toProviderEvent } from "../parse-event.ts";
import type { ReconcileDeps } from "./reconcile.ts";

/** Files the events that never reached us. The provider keeps them for thirty days, newest first. */
export async function fileMissedEvents(
  { db, stripe }: Pick<ReconcileDeps, "db" | "stripe">,
  since: Instant,
): Promise<{ readonly listed: number; readonly missed: number }> {
  let listed = 0;
  let missed = 0;
  const created = { gte: Math.floor(since / 1_000) };
  for (const types of chunks(HANDLED_EVENTS, MOST_TYPES)) {
    for await (const payload of stripe.api.events.list({ created, types: [...types], limit: 100 })) {
      const event = toProviderEvent({ ...payload }, Date.now());
      if (event === null) continue;
      listed += 1;
      if (await insertProviderEventOnce(db.service, event)) missed += 1;
    }
  }
  return { listed, missed };
}

/** As many as the provider takes in one question. */
const MOST_TYPES = 20;

export function* chunks<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
