import { type Instant, SECOND_MS } from "@farebox/billing-core";
import {
  advanceSandboxClock as advanceBy,
  advanceSandboxClockTo as advanceTo,
  LATEST_MONEY_TIME,
  readMoneyTime,
} from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { createPatience } from "../notices/patience.ts";
import { type Refusal, refuse, refuseFields } from "./refusal.ts";
import { type SettleDeps, settleMoneyTime } from "./settle-money-time.ts";

/**
 * Moves money time forward for the whole system, the payment stand-in with it; never back and never out of reach. Answers
 * when everything that fell due has been done. It goes day by day, so that what happens on the way happens in its order, and
 * what is told ahead of its day is told on the way.
 */
export async function advanceSandboxClock(deps: AdvanceDeps, asked: AskedAdvance): Promise<Moved> {
  if (!deps.env.isSandbox) return refuse({ code: "not_found", what: "clock" });
  const turn = lastTurn.then(() => advance(deps, asked));
  lastTurn = turn.catch(() => undefined);
  return turn;
}

/**
 * Resolves when no move of this process is half done: then a month that ended has made way for the next, and nobody is told
 * that it will expire.
 */
export async function clockAtRest(): Promise<void> {
  await lastTurn;
}

/** To an instant, or by so many seconds when that is null. */
export type AskedAdvance = { readonly to: Instant | null; readonly bySeconds: number };

type AdvanceDeps = SettleDeps & Pick<Deps, "env">;
type Moved = { readonly now: Instant } | Refusal;

// Two that move time at once would each find the other's work half done.
let lastTurn: Promise<unknown> = Promise.resolve();

async function advance(deps: AdvanceDeps, asked: AskedAdvance): Promise<Moved> {
  const startedAt = await readMoneyTime(deps.db.service);
  const seconds = asked.to === null ? asked.bySeconds : Math.floor((asked.to - startedAt) / SECOND_MS);
  const isTooFar = (asked.to ?? startedAt + seconds * SECOND_MS) > LATEST_MONEY_TIME;
  const steps = isTooFar ? 1 : stepsFor(Math.ceil(seconds / DAY_SECONDS));
  const stepSeconds = Math.floor(seconds / steps);
  const patience = createPatience();
  for (let step = 1; step < steps; step += 1) {
    const moved = await moveBy(deps, stepSeconds);
    if (!("now" in moved)) return moved;
    await settleMoneyTime(deps, patience);
  }
  const rest = asked.bySeconds - stepSeconds * (steps - 1);
  const moved = await (asked.to === null ? moveBy(deps, rest) : moveTo(deps, asked.to));
  if ("now" in moved) await settleMoneyTime(deps, patience);
  return moved;
}

const DAY_SECONDS = 86_400;

/**
 * Day by day; a journey of months in steps of three days, within which every warning still finds its time; and one of many
 * years in a few long ones.
 */
function stepsFor(days: number): number {
  if (days <= MOST_STEPS) return Math.max(1, days);
  return days > LONGEST_DAYS ? MOST_STEPS : Math.max(MOST_STEPS, Math.ceil(days / 3));
}

const MOST_STEPS = 62;
const LONGEST_DAYS = 1_200;

async function moveBy({ db }: AdvanceDeps, seconds: number): Promise<Moved> {
  const now = await advanceBy(db.service, seconds * SECOND_MS);
  return now === null
    ? refuseFields([
        {
          path: "advanceSeconds",
          code: "too_big",
          params: { most: new Date(LATEST_MONEY_TIME).getUTCFullYear() },
          message: TOO_FAR,
        },
      ])
    : { now };
}

async function moveTo({ db }: AdvanceDeps, to: Instant): Promise<Moved> {
  if (to > LATEST_MONEY_TIME)
    return refuseFields([
      {
        path: "now",
        code: "too_big",
        params: { most: new Date(LATEST_MONEY_TIME).getUTCFullYear() },
        message: TOO_FAR,
      },
    ]);
  const now = await advanceTo(db.service, to);
  return now === null ? refuseFields([{ path: "now", code: "in_past", message: BACKWARDS }]) : { now };
}

const TOO_FAR = `must not lead beyond ${new Date(LATEST_MONEY_TIME).getUTCFullYear()}`;
const BACKWARDS = "must not be earlier than money time is: it only moves forward";
