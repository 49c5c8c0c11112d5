import type { PlannedEvent } from "../plan/planned-event.ts";
import type { BillingDoor } from "./billing-door.ts";
import { postUsage } from "./post-usage.ts";
import type { ProgressFile } from "./progress-file.ts";
import type { Sent } from "./send-events.ts";

type ResumeOptions = { readonly allowOverdraft: boolean; readonly patienceSeconds: number };

/**
 * Where to go on after a kill. The file's word is not enough, the server may have been emptied or set back to a backup: the
 * newest event of every business is sent again, and only if the ledger knows all of them is anything skipped.
 */
export async function readResumePoint(
  door: BillingDoor,
  file: ProgressFile,
  plan: { readonly events: readonly PlannedEvent[]; readonly options: ResumeOptions },
): Promise<Sent> {
  const nothing: Sent = { answered: 0, tally: new Map() };
  const kept = await file.read();
  if (kept === null || kept.answered > plan.events.length) return nothing;
  const probes = [...kept.tally.values()].flatMap((row) =>
    row.newestInLedger === null ? [] : (plan.events[row.newestInLedger] ?? []),
  );
  if (probes.length === 0) return nothing;
  for (let start = 0; start < probes.length; start += 1_000) {
    const results = await postUsage(door, probes.slice(start, start + 1_000), plan.options);
    if (!results.every((result) => result.outcome === "replayed")) return nothing;
  }
  return kept;
}
