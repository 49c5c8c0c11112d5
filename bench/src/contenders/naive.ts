import { newId } from "@farebox/api/new-id";
import { openNaiveDatabase } from "../../baselines/naive-database.ts";
import { recordNaively } from "../../baselines/naive-usage.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { drawEvent } from "../load/events.ts";
import { addTallies, type Tally } from "../load/load.ts";
import type { Contender } from "../measure/compare.ts";
import { toTally } from "./ledger.ts";
import { booksOf, type ContenderPlace } from "./place.ts";

/** The transaction everybody writes, in this process; events of one call are recorded one after the other. */
export function openNaiveContender(
  place: ContenderPlace,
  load: { readonly callers: number; readonly eventsACall?: number },
): Contender {
  const { db, close } = openNaiveDatabase(place.database.ownerUrl);
  const draw = place.draw ?? (() => drawEvent(place.businessIds));
  const call = async (): Promise<Tally> => {
    const tallies: Tally[] = [];
    for (let sent = 0; sent < (load.eventsACall ?? 1); sent += 1)
      tallies.push(toTally(await recordNaively(db, { ...draw(), lineId: newId() })));
    return addTallies(tallies);
  };
  return {
    name: "naive transaction",
    callers: load.callers,
    isWarmAfterSeconds: NAIVE_IS_WARM_AFTER_SECONDS,
    books: booksOf(place),
    call,
    load: (shape) => closedLoop(call, shape),
    close,
  };
}

/** It keeps nothing of a business, and its database is what it waits for: its second second is as fast as its tenth. */
export const NAIVE_IS_WARM_AFTER_SECONDS = 2;
