import { listDueLimits } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";

/**
 * Gives businesses the limits of the plan that was agreed with them when it begins, and takes them back when it ends. Run
 * twice, or by two hosts at once, it says the same thing twice.
 */
export async function applyAgreedLimits({ db, ledger, log }: Pick<Deps, "db" | "ledger" | "log">): Promise<number> {
  const due = await listDueLimits(db.service, AT_ONCE);
  const outcomes = await ledger.submitAll(
    due.map(({ businessId, overdraftLimit, concurrentCallsLimit }) => ({
      businessId,
      command: { kind: "change_settings", overdraftLimit, concurrentCallsLimit } as const,
    })),
  );
  let changed = 0;
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.outcome === "settings_changed") changed += 1;
    else
      log.error(
        {
          businessId: due[index]?.businessId,
          ...(outcome.outcome === "not_decided" && { failure: toLoggable(outcome.cause) }),
        },
        "agreed limits could not be given",
      );
  }
  return changed;
}

const AT_ONCE = 200;
