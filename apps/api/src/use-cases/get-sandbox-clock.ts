import type { Instant } from "@farebox/billing-core";
import { readMoneyTime } from "@farebox/db/reads";
import type { Deps } from "../deps.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Money time. Where real money is taken there is no such thing as a clock to ask for. */
export async function getSandboxClock(deps: Pick<Deps, "db" | "env">): Promise<{ readonly now: Instant } | Refusal> {
  if (!deps.env.isSandbox) return refuse({ code: "not_found", what: "clock" });
  return { now: await readMoneyTime(deps.db.service) };
}
