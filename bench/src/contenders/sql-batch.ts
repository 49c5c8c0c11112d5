import { newId } from "@farebox/api/new-id";
import { openSqlBatch, type PreparedBatch } from "../../baselines/sql-batch.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { drawEvent } from "../load/events.ts";
import { NOTHING } from "../load/load.ts";
import type { Contender } from "../measure/compare.ts";
import { booksOf, type ContenderPlace } from "./place.ts";

/** As many events under way at once as the others have callers, in one batch for each lane. */
export async function openSqlBatchContender(
  place: ContenderPlace,
  load: { readonly callers: number },
): Promise<Contender> {
  const lanes = place.businessIds.length === 1 ? 1 : Math.min(LANES, load.callers);
  const batchEvents = Math.floor(load.callers / lanes);
  const batches = await openSqlBatch(place.database.ownerUrl, { businessIds: place.businessIds, lanes });
  const ownIds = Array.from({ length: lanes }, (_, lane) =>
    place.businessIds.filter((_id, index) => index % lanes === lane),
  );
  const waiting: PreparedBatch[][] = ownIds.map(() => []);
  // Enough for a whole turn, worked out before its clock starts; a lane that runs dry stops its clock with it.
  let perSecond = Math.min(MOST_PER_SECOND, MOST_PER_CALLER * load.callers);

  function prepareFor(seconds: number): void {
    const wanted = Math.ceil((perSecond * seconds * 1.6) / (batchEvents * lanes)) + 1;
    for (const [lane, prepared] of waiting.entries()) {
      const ids = ownIds[lane] ?? [];
      while (prepared.length < wanted)
        prepared.push(
          batches.prepare(Array.from({ length: batchEvents }, () => ({ ...drawEvent(ids), lineId: newId() }))),
        );
    }
  }

  return {
    name: "SQL-only batch",
    callers: load.callers,
    isWarmAfterSeconds: 2,
    books: booksOf(place),
    load: async ({ seconds }) => {
      prepareFor(seconds);
      const result = await closedLoop(
        async (lane) => {
          const batch = waiting[lane]?.shift();
          if (batch === undefined) throw new Error("a lane of the SQL-only batch ran dry: its figures would be wrong");
          await batches.write(lane, batch);
          return { ...NOTHING, recorded: batch.events };
        },
        { callers: lanes, seconds },
      );
      perSecond = Math.max(perSecond, result.tally.recorded / result.seconds);
      return result;
    },
    close: () => batches.close(),
  };
}

const LANES = 2;
const MOST_PER_SECOND = 40_000;
const MOST_PER_CALLER = 2_000;
