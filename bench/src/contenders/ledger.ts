import { createLedger } from "@farebox/api/ledger";
import { newId } from "@farebox/api/new-id";
import { DAY_MS, type RecordUsageCommand } from "@farebox/billing-core";
import { openDatabase } from "@farebox/db";
import { closedLoop } from "../load/closed-loop.ts";
import { type BenchEvent, drawEvent, eventOf } from "../load/events.ts";
import { addTallies, NOTHING, type Tally } from "../load/load.ts";
import type { Contender } from "../measure/compare.ts";
import { booksOf, type ContenderPlace } from "./place.ts";

/** Our ledger in this process, made as the API makes it; each call brings so many events. */
export function openLedgerContender(
  place: ContenderPlace,
  { callers, eventsACall = 1, name = "farebox" }: LedgerLoad,
): Contender {
  const db = openDatabase({ url: place.database.ownerUrl });
  const ledger = createLedger(db);
  const draw = place.draw ?? (() => drawEvent(place.businessIds));
  const submit = async (events: readonly BenchEvent[]): Promise<Tally> => {
    const outcomes = await ledger.submitAll(
      events.map((event) => ({ businessId: event.businessId, command: toCommand(event) })),
    );
    return addTallies(outcomes.map(({ outcome }) => toTally(outcome)));
  };
  const call = () => submit(Array.from({ length: eventsACall }, draw));
  return {
    name,
    callers,
    books: booksOf(place),
    meet: () => submit(place.businessIds.map(eventOf)),
    call,
    load: (shape) => closedLoop(call, shape),
    close: async () => {
      await ledger.drain();
      await db.close();
    },
  };
}

export type LedgerLoad = { readonly callers: number; readonly eventsACall?: number; readonly name?: string };

function toCommand({ key, service, quantity, agentId }: BenchEvent): RecordUsageCommand {
  return {
    kind: "record_usage",
    key,
    lineId: newId(),
    service,
    quantity,
    occurredAt: null,
    agentId,
    ref: null,
    metadata: null,
    allowOverdraft: false,
    lateAfterMs: 35 * DAY_MS,
  };
}

export function toTally(outcome: string): Tally {
  switch (outcome) {
    case "recorded":
    case "replayed":
    case "refused":
      return { ...NOTHING, [outcome]: 1 };
    default:
      return { ...NOTHING, notDecided: 1 };
  }
}
