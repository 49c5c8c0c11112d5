import { bucketStarts, DAY_MS } from "@farebox/billing-core";
import { asMember, type Database, openDatabase } from "@farebox/db";
import { readBalance, sumLines, sumQuarterHours } from "@farebox/db/reads";
import type { BenchCase } from "../bench.ts";
import type { ContenderPlace } from "../contenders/place.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { drawEvent } from "../load/events.ts";
import { NOTHING } from "../load/load.ts";
import type { Contender } from "../measure/compare.ts";
import { onOwnDatabases } from "./on-own-databases.ts";
import { businessesOf } from "./usage.ts";

/** Questions. They write nothing, so there are no books to check; that an answer is there is checked. */
export const READ_CASES: readonly BenchCase[] = [
  {
    name: "balance read",
    says: "one balance a call: as a member, whom row security holds to one business, and plain; uniform, 32 callers",
    run: async (bench) =>
      onOwnDatabases(bench, await businessesOf(bench, "uniform"), [
        (place) =>
          openReader(place, { name: "as a member", callers: 32 }, (db, id) =>
            asMember(db, id, (sql) => readBalance(sql, id)),
          ),
        (place) => openReader(place, { name: "plain", callers: 32 }, (db, id) => readBalance(db.service, id)),
      ]),
  },
  {
    name: "chart",
    isFullOnly: true,
    says: "30 days of one business by day and service: from roll-ups, and from its raw lines; one caller",
    run: async (bench) =>
      onOwnDatabases(bench, await bench.template({ businesses: 1, linesEach: bench.sizes.chartLines }), [
        (place) =>
          openReader(place, { name: "roll-ups", callers: 1 }, async (db, businessId) =>
            nonEmpty(await sumQuarterHours(db.service, { businessId, ...lastMonth() })),
          ),
        (place) =>
          openReader(place, { name: "raw lines", callers: 1 }, async (db, businessId) =>
            nonEmpty(await sumLines(db.service, { businessId, by: "service", ...lastMonth() })),
          ),
      ]),
  },
];

type Read = (db: Database, businessId: string) => Promise<unknown>;

function openReader(
  place: ContenderPlace,
  { name, callers }: { name: string; callers: number },
  read: Read,
): Contender {
  const db = openDatabase({ url: place.database.ownerUrl });
  const call = async () => {
    const { businessId } = drawEvent(place.businessIds);
    if ((await read(db, businessId)) === null) throw new Error(`business ${businessId} was not found`);
    return { ...NOTHING, answered: 1 };
  };
  return { name, callers, books: null, load: (shape) => closedLoop(call, shape), close: () => db.close() };
}

function lastMonth() {
  const to = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
  const from = to - 31 * DAY_MS;
  return { range: { from, to }, starts: bucketStarts({ every: "day", from, to, timeZone: "UTC" }) };
}

function nonEmpty<Row>(rows: readonly Row[]): readonly Row[] | null {
  return rows.length === 0 ? null : rows;
}
