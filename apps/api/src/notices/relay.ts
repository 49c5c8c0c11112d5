import { fanOutNotices, listWaitingNotices, type WaitingNotice } from "@farebox/db/outbox";
import { touchBalance } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";

/**
 * Writes down who gets each new notice and how, until none is left. Answers how many notices that were. Any number of processes
 * may do so at once; each notice is fanned out by one of them.
 */
export async function relayNotices(deps: RelayDeps): Promise<number> {
  let relayed = 0;
  for (;;) {
    const waiting = await listWaitingNotices(deps.db.service, AT_ONCE);
    if (waiting.length === 0) return relayed;
    const count = await fanOutNotices(deps.db.service, waiting.map(toFannedOut));
    relayed += count;
    await tellLists(deps, waiting);
    // Another process has the rest of them.
    if (count === 0) return relayed;
  }
}

export type RelayDeps = Pick<Deps, "db" | "live">;

const AT_ONCE = 200;

function toFannedOut({ businessId, noticeId, people, endpoints }: WaitingNotice) {
  const mails = people.map((recipient) => ({ id: newId(), channel: "email" as const, recipient }));
  const requests = endpoints.map((recipient) => ({ id: newId(), channel: "webhook" as const, recipient }));
  return { businessId, noticeId, deliveries: [...mails, ...requests] };
}

/** Whoever follows the balance looks at the notices, too, when it moves. These came without it moving. */
async function tellLists({ db, live }: RelayDeps, waiting: readonly WaitingNotice[]): Promise<void> {
  const quiet = waiting.filter(({ isToldByCommit }) => !isToldByCommit);
  for (const businessId of new Set(quiet.map((notice) => notice.businessId))) {
    const version = await touchBalance(db.service, businessId);
    if (version !== null) live.publish(businessId, version);
  }
}
