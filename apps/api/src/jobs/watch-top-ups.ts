import { setTimeout as wait } from "node:timers/promises";
import { listTopUpCandidates } from "@farebox/db/selling";
import { toLoggable } from "../loggable-error.ts";
import { runTopUp, type TopUpDeps } from "../use-cases/run-top-up.ts";

/**
 * Looks at a business with an automatic top-up right after a commit of its, here or in another process, so that the package
 * is bought when the balance crosses the line. A hint that was lost is made up for by the task of every minute. Ends with the
 * signal.
 */
export async function watchTopUps(deps: TopUpDeps, signal: AbortSignal): Promise<void> {
  let candidates: ReadonlySet<string> = new Set();
  let readAt = Number.NEGATIVE_INFINITY;
  const due = new Set<string>();
  /** Had no rule when it was last looked. */
  let others = new Set<string>();
  const stopHearing = deps.live.hear((businessId) => {
    (candidates.has(businessId) ? due : others).add(businessId);
  });
  try {
    while (!signal.aborted) {
      if (performance.now() - readAt > LOOK_FOR_RULES_EVERY_MS) {
        // Whoever moved before that and has no rule now is no matter. Who moves meanwhile may have just turned one on.
        const before = others;
        others = new Set();
        candidates = await readCandidates(deps).catch(() => candidates);
        readAt = performance.now();
        for (const businessId of [...before, ...others]) if (candidates.has(businessId)) due.add(businessId);
        for (const businessId of due) others.delete(businessId);
      }
      const businesses = [...due];
      due.clear();
      for (const businessId of businesses)
        await runTopUp(deps, businessId).catch((failure: unknown) => {
          deps.log.warn({ businessId, failure: toLoggable(failure) }, "an automatic top-up could not be looked at");
        });
      await wait(LEAST_APART_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  } finally {
    stopHearing();
  }
}

async function readCandidates({ db }: TopUpDeps): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let afterId: string | null = null;
  do {
    const page: readonly string[] = await listTopUpCandidates(db.service, { afterId, limit: PAGE });
    for (const businessId of page) found.add(businessId);
    afterId = page.length < PAGE ? null : (page.at(-1) ?? null);
  } while (afterId !== null);
  return found;
}

const LOOK_FOR_RULES_EVERY_MS = 3_000;
const LEAST_APART_MS = 250;
const PAGE = 1_000;
