import { type Instant, SECOND_MS } from "@farebox/billing-core";
import {
  advanceSandboxClock as advanceBy,
  advanceSandboxClockTo as advanceTo,
  LATEST_MONEY_TIME,
} from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { expireDue } from "./expire-due.ts";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";

/** Moves money time forward, never back and never out of reach, and answers when everything that fell due has been done. */
export async function advanceSandboxClock(
  deps: Pick<Deps, "db" | "env" | "ledger">,
  asked: AskedAdvance,
): Promise<{ readonly now: Instant } | Refusal> {
  if (!deps.env.isSandbox) return refuse({ code: "not_found", what: "clock" });
  const moved = await (asked.to === null ? moveBy(deps, asked.bySeconds) : moveTo(deps, asked.to));
  if ("now" in moved) await expireDue(deps);
  return moved;
}

/** To an instant, or by so many seconds when that is null. */
export type AskedAdvance = { readonly to: Instant | null; readonly bySeconds: number };

type Moved = { readonly now: Instant } | Refusal;

async function moveBy({ db }: Pick<Deps, "db">, seconds: number): Promise<Moved> {
  const now = await advanceBy(db.service, seconds * SECOND_MS);
  return now === null ? refuseFields([{ path: "advanceSeconds", message: TOO_FAR }]) : { now };
}

async function moveTo({ db }: Pick<Deps, "db">, to: Instant): Promise<Moved> {
  if (to > LATEST_MONEY_TIME) return refuseFields([{ path: "now", message: TOO_FAR }]);
  const now = await advanceTo(db.service, to);
  return now === null ? refuseFields([{ path: "now", message: BACKWARDS }]) : { now };
}

const TOO_FAR = `must not lead beyond ${new Date(LATEST_MONEY_TIME).getUTCFullYear()}`;
const BACKWARDS = "must not be earlier than money time is: it only moves forward";
