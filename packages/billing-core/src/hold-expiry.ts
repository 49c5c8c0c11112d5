import type { Hold } from "./account.ts";
import { type Instant, SECOND_MS } from "./instants.ts";

/** How long after the end of its granted time a call that says nothing is taken for dead. */
export const HOLD_GRACE_MS = 30 * SECOND_MS;

/** First instant at which a hold is overdue. Granted time is counted from the opening, as the call itself counts. */
export function expiryOf({ openedAt, grantedSeconds }: Pick<Hold, "openedAt" | "grantedSeconds">): Instant {
  return openedAt + grantedSeconds * SECOND_MS + HOLD_GRACE_MS;
}
