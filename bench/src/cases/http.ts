import type { BenchCase } from "../bench.ts";
import { type HttpLoad, openApiContender, openNoOpContender, openStockContender } from "../contenders/http.ts";
import { type Opener, onOwnDatabases } from "./on-own-databases.ts";
import { businessesOf } from "./usage.ts";

/** The same work from outside: API processes, and callers in a process of their own. */
export const HTTP_CASES: readonly BenchCase[] = [
  httpCase("http one event", { callers: 256, eventsARequest: 1, isByRestToo: true }),
  // Eight: the naive server works through 800 events for about a second, so a turn still ends.
  httpCase("http 100 events", { callers: 8, eventsARequest: 100 }),
  httpCase("http lone caller", { callers: 1, eventsARequest: 1 }),
  {
    name: "http no-op",
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
  { isByRestToo = false, ...load }: HttpLoad & { readonly isByRestToo?: boolean },
): BenchCase {
  return {
    name,
    says: `over HTTP, uniform, ${load.eventsARequest} to a request, ${load.callers} connections`,
    run: async (bench) =>
      onOwnDatabases(bench, await businessesOf(bench, "uniform"), [
        (place) => openApiContender(place, { door: "trpc", ...load }),
        ...(isByRestToo && !bench.sizes.isQuick ? [openByRest(load)] : []),
        (place) => openStockContender(place, load),
      ]),
  };
}

function openByRest(load: HttpLoad): Opener {
  return (place) => openApiContender(place, { door: "rest", name: "farebox by REST", ...load });
}
