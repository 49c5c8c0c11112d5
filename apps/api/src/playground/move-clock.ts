import type { Deps } from "../deps.ts";
import { advanceSandboxClock } from "../use-cases/advance-sandbox-clock.ts";
import { isRefusal, type Refusal, refuse } from "../use-cases/refusal.ts";

/**
 * Moves money time, which is the whole installation's: on a machine of one's own whoever may spend may do it, elsewhere
 * an operator.
 */
export async function moveClock(deps: Deps, asked: AskedMove): Promise<{ readonly now: number } | Refusal> {
  if (!deps.env.isLocal && !asked.isOperator)
    return refuse({ code: "forbidden", required: "an operator: the clock is everybody's" });
  const bySeconds = STEP_SECONDS[asked.by];
  const moved = await advanceSandboxClock(deps, { to: null, bySeconds });
  if (isRefusal(moved)) return moved;
  deps.playground.roomOf(asked.businessId).events.add("clock_moved", {
    quantity: bySeconds,
    request: { method: "POST", path: "/sandbox/clock", body: { advanceSeconds: bySeconds } },
  });
  return moved;
}

export const CLOCK_STEPS = ["minutes", "day", "month"] as const;

export type AskedMove = {
  readonly businessId: string;
  readonly isOperator: boolean;
  readonly by: (typeof CLOCK_STEPS)[number];
};

/** The smallest step is longer than any call may stay silent, the largest than any month. */
const STEP_SECONDS: Readonly<Record<AskedMove["by"], number>> = { minutes: 600, day: 86_400, month: 31 * 86_400 };
