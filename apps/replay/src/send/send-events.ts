import type { PlannedEvent, SentAhead } from "../plan/planned-event.ts";
import { cutBatches } from "./batches.ts";
import type { BillingDoor } from "./billing-door.ts";
import { postUsage } from "./post-usage.ts";
import { addResult, type Tally } from "./tally.ts";
import type { UsageResult } from "./usage-results.ts";

export type Sent = {
  /** So many events from the start are answered; later ones may be as well, but not all before them. */
  readonly answered: number;
  readonly tally: Tally;
};

type SendOptions = {
  readonly batch: number;
  readonly clients: number;
  readonly speed: number | null;
  readonly allowOverdraft: boolean;
  readonly patienceSeconds: number;
  /** What an earlier, killed run got answered. */
  readonly earlier: Sent;
  /** Counted as what became of it then, not as the replay it is now. */
  readonly sentAhead: SentAhead | null;
  readonly onProgress: (sent: Sent) => void;
};

/** Sends everything by several clients at once. When one of them fails the others finish their request, then it throws. */
export async function sendEvents(
  door: BillingDoor,
  events: readonly PlannedEvent[],
  options: SendOptions,
): Promise<Sent> {
  const { tally } = options.earlier;
  let answered = options.earlier.answered;
  const finished = new Map<number, readonly UsageResult[]>();
  const nextBatch = cutBatches(events, { from: answered, size: options.batch, speed: options.speed });
  const failures: unknown[] = [];

  let { sentAhead } = options;
  const firstResult = (planned: PlannedEvent, result: UsageResult): UsageResult => {
    if (sentAhead?.planned.key !== planned.key || sentAhead.planned.businessId !== planned.businessId) return result;
    const first = sentAhead.result;
    sentAhead = null;
    return first;
  };

  // Counted in order, so that the tally always belongs to exactly the first `answered` events.
  const finish = (start: number, results: readonly UsageResult[]) => {
    finished.set(start, results);
    for (let ready = finished.get(answered); ready !== undefined; ready = finished.get(answered)) {
      finished.delete(answered);
      for (const result of ready) {
        const planned = events[answered];
        if (planned !== undefined) addResult(tally, { place: answered, planned }, firstResult(planned, result));
        answered += 1;
      }
    }
    options.onProgress({ answered, tally });
  };
  const client = async () => {
    while (failures.length === 0) {
      const batch = await nextBatch();
      if (batch === null || failures.length > 0) return;
      finish(batch.start, await postUsage(door, batch.events, options));
    }
  };
  await Promise.all(
    Array.from({ length: options.clients }, () => client().catch((error: unknown) => failures.push(error))),
  );
  if (failures.length > 0) throw failures[0];
  return { answered, tally };
}
