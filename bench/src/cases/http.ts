import type { BenchCase } from "../bench.ts";
import { type HttpLoad, openApiContender, openNoOpContender, openStockContender } from "../contenders/http.ts";
import { inSteadyLoad, type Opener, onOwnDatabases } from "./on-own-databases.ts";
import { businessesOf } from "./usage.ts";

/** The same work from outside: API processes, and callers in a process of their own. */
export const HTTP_CASES: readonly BenchCase[] = [
  httpCase("http one event", { callers: 256, eventsARequest: 1, isByRestToo: true }),
  httpCase("http 100 events", { callers: 64, naiveCallers: 12, eventsARequest: 100, isOfOneBusiness: true }),
  { ...httpCase("http 100 events spread", { callers: 8, eventsARequest: 100 }), isFullOnly: true },
  httpCase("http lone caller", { callers: 1, eventsARequest: 1 }),
  {
    name: "http no-op",
    isFullOnly: true,
    says: "requests that ask for nothing, 256 connections",
    run: async (bench) =>
      onOwnDatabases(bench, await businessesOf(bench, "uniform"), [
        (place) => openNoOpContender(place, { kind: "node:http", callers: 256, eventsARequest: 0 }),
        (place) => openNoOpContender(place, { kind: "stock tRPC", callers: 256, eventsARequest: 0 }),
      ]),
  },
];

function httpCase(
  name: string,
  {
    isByRestToo = false,
    naiveCallers = Number.POSITIVE_INFINITY,
    ...load
  }: HttpLoad & { readonly isByRestToo?: boolean; readonly naiveCallers?: number },
): BenchCase {
  return {
    name,
    says: `over HTTP, uniform, ${load.eventsARequest}${load.isOfOneBusiness ? " of one business" : ""} to a request, ${load.callers} connections`,
    run: async (bench) =>
      onOwnDatabases(
        load.callers === 256 ? inSteadyLoad(bench, STEADY_AFTER_SECONDS) : bench,
        await businessesOf(bench, "uniform"),
        [
          (place) => openApiContender(place, { door: "trpc", ...load }),
          ...(isByRestToo && !bench.sizes.isQuick ? [openByRest(load)] : []),
          // More connections than this only wait for its pool, and a turn would take tens of seconds to end.
          (place) => openStockContender(place, { ...load, callers: Math.min(load.callers, naiveCallers) }),
        ],
      ),
  };
}

/**
 * A second meets half as many businesses as one in this process does, and there is more code to compile: from the fourth to the
 * tenth second the API's own time for an event was seen to fall from 162 to 94 µs.
 */
const STEADY_AFTER_SECONDS = 4;

function openByRest(load: HttpLoad): Opener {
  return (place) => openApiContender(place, { door: "rest", name: "farebox by REST", ...load });
}
