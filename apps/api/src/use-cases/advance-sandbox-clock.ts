import { type Instant, SECOND_MS } from "@farebox/billing-core";
import { advanceSandboxClock as advanceBy, advanceSandboxClockTo as advanceTo } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { expireDue } from "./expire-due.ts";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";

/** Moves money time forward, never back, and answers when everything that fell due has been done. */
export async function advanceSandboxClock(
  deps: Pick<Deps, "db" | "env" | "ledger">,
  asked: AskedAdvance,
): Promise<{ readonly now: Instant } | Refusal> {
  if (!deps.env.isSandbox) return refuse({ code: "not_found", what: "clock" });
  const now =
    asked.to === null
      ? await advanceBy(deps.db.service, asked.bySeconds * SECOND_MS)
      : await advanceTo(deps.db.service, asked.to);
  if (now === null)
    return refuseFields([{ path: "now", message: "must not be earlier than money time is: it only moves forward" }]);
  await expireDue(deps);
  return { now };
}

/** To an instant, or by so many seconds when that is null. */
export type AskedAdvance = { readonly to: Instant | null; readonly bySeconds: number };
