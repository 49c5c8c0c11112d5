import { listDueTokenMonths } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import type { NotDecided } from "../ledger/not-decided.ts";

/**
 * Grants the months of yearly plans that begin, each once, however often and by how many hosts this runs. Answers how many
 * began. Throws after the last when some could not be decided: the next run finds them again.
 */
export async function dropTokenMonths({ db, ledger }: Pick<Deps, "db" | "ledger">): Promise<number> {
  let begun = 0;
  for (;;) {
    const due = await listDueTokenMonths(db.service, PAGE);
    const outcomes = await ledger.submitAll(
      due.map(({ businessId, lineId, month }) => ({
        businessId,
        command: {
          kind: "apply_fact",
          policy: "clamp",
          fact: { fact: "token_month_due", lineId, month },
        } as const,
      })),
    );
    const failed = outcomes.find((outcome): outcome is NotDecided => outcome.outcome === "not_decided");
    if (failed !== undefined) throw new Error(`months could not be granted: ${failed.code}`, { cause: failed.cause });
    const refused = outcomes.filter(({ outcome }) => outcome === "refused").length;
    begun += due.length - refused;
    // What is refused stays due, and would be found again at once.
    if (due.length < PAGE || refused > 0) return begun;
  }
}

const PAGE = 500;
