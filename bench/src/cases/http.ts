import type { BenchCase, CaseGroup, DescribedCase } from "../bench.ts";
import {
  type HttpContender,
  type HttpLoad,
  openApiContender,
  openNoOpContender,
  openStockContender,
} from "../contenders/http.ts";
import { inSteadyLoad, inTurnsOnOwnDatabases, type Opener, onOwnDatabases } from "./on-own-databases.ts";
import { businessesOf } from "./usage.ts";

const NAIVE = "naive stock tRPC";
const BY_REST = "farebox by REST";
const ONE_EVENT: HttpLoad = { callers: 256, eventsARequest: 1 };

/** There is more code to compile: from the fourth to the tenth second the API's own time for an event was seen to fall from 162 to 94 µs. */
const WARM_UP_SECONDS = 4.5;

type HttpCase = Omit<DescribedCase, "says"> & {
  readonly load: HttpLoad;
  readonly isByRestToo?: boolean;
  readonly leastSeconds?: number;
  /** More connections than this only wait for its pool, and a turn would take tens of seconds to end. */
  readonly naiveCallers?: number;
};

/** While the last of 256 answers come fewer and fewer callers are left: a tenth of a turn of half a second. */
const LEAST_SECONDS = 1;

// Single events by many come last, when the programs are as warm as they get: of all cases theirs takes the most code.
const CASES: readonly HttpCase[] = [
  {
    name: "http 100 events",
    load: { callers: 64, eventsARequest: 100, isOfOneBusiness: true },
    naiveCallers: 12,
  },
  { name: "http 100 events spread", load: { callers: 8, eventsARequest: 100 }, isFullOnly: true },
  { name: "http lone caller", load: { callers: 1, eventsARequest: 1 } },
  { name: "http one event", load: ONE_EVENT, isByRestToo: true, leastSeconds: LEAST_SECONDS },
];

/** The same work from outside: servers, and callers in a process of their own. */
export const HTTP_USAGE: CaseGroup = {
  cases: CASES.map(({ load, ...described }) => ({ ...described, says: saysOf(load) })),
  run: async (bench, names) => {
    const steady = inSteadyLoad(bench, WARM_UP_SECONDS);
    const turns = CASES.filter(({ name }) => names.includes(name)).map(
      ({ name, load, naiveCallers = load.callers, isByRestToo = false, leastSeconds = 0 }) => ({
        name,
        leastSeconds,
        isAmong: (contender: HttpContender) => isByRestToo || contender.name !== BY_REST,
        callersOf: (contender: HttpContender) => (contender.name === NAIVE ? naiveCallers : load.callers),
        load: (contender: HttpContender, seconds: number) =>
          contender.drive(contender.name === NAIVE ? { ...load, callers: naiveCallers } : load, seconds),
      }),
    );
    const byRest: Opener<HttpContender> = (place) =>
      openApiContender(place, { door: "rest", name: BY_REST, ...ONE_EVENT });
    const openers: readonly Opener<HttpContender>[] = [
      (place) => openApiContender(place, { door: "trpc", ...ONE_EVENT }),
      ...(bench.sizes.isQuick ? [] : [byRest]),
      (place) => openStockContender(place, { name: NAIVE, ...ONE_EVENT }),
    ];
    return inTurnsOnOwnDatabases(steady, await businessesOf(bench, "uniform"), openers, turns);
  },
};

function saysOf({ eventsARequest, isOfOneBusiness = false, callers }: HttpLoad): string {
  const connections = callers === 1 ? "a single connection" : `${callers} connections`;
  return `over HTTP, uniform, ${eventsARequest}${isOfOneBusiness ? " of one business" : ""} to a request, ${connections}`;
}

/** What a door costs by itself. */
export const NO_OP: BenchCase = {
  name: "http no-op",
  isFullOnly: true,
  says: "requests that ask for nothing, 256 connections",
  run: async (bench) =>
    onOwnDatabases(bench, await businessesOf(bench, "uniform"), [
      (place) => openNoOpContender(place, { kind: "node:http", callers: 256, eventsARequest: 0 }),
      (place) => openNoOpContender(place, { kind: "stock tRPC", callers: 256, eventsARequest: 0 }),
    ]),
};
