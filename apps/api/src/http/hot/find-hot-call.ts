import type { IncomingMessage } from "node:http";
import { appRouter } from "../../trpc/router.ts";
import { MOST_CALLS } from "../batch-limit.ts";
import { type FoundRoute, findRoutes, type LiveProcedure, listProcedures, listRestRoutes } from "../rest/routes.ts";

/**
 * Which hot procedures a request calls, by its address and head alone; null for whatever is not certainly one of them in
 * plain form. What is left out here is answered by the framework, so this list may be short but never wrong.
 */
export function findHotCall(incoming: IncomingMessage): HotCall | null {
  const { method, url = "", headers } = incoming;
  const queryAt = url.indexOf("?");
  const path = queryAt === -1 ? url : url.slice(0, queryAt);
  const query = queryAt === -1 ? "" : url.slice(queryAt + 1);
  if ((method !== "GET" && method !== "POST") || !PLAIN_HOST.test(headers.host ?? "") || UNPLAIN.test(query))
    return null;
  if (path.startsWith(REST)) return findRestCall(method, path.slice(REST.length), query);
  if (path.startsWith(TRPC)) return findTrpcCall(incoming, path.slice(TRPC.length), query);
  return null;
}

export type HotCall = HotRestCall | HotTrpcCall;

export type HotRestCall = { readonly door: "rest"; readonly found: FoundRoute; readonly query: string };

export type HotTrpcCall = {
  readonly door: "trpc";
  readonly procedures: readonly LiveProcedure[];
  readonly isBatch: boolean;
  /** Of a query: its input as text, null when it has none. */
  readonly inputText: string | null;
  readonly query: string;
};

const HOT = new Set([
  "usage.record",
  "usage.authorize",
  "balance.get",
  "holds.open",
  "holds.extend",
  "holds.capture",
  "holds.void",
  "holds.get",
  "holds.list",
]);
const PROCEDURES = new Map(
  listProcedures(appRouter)
    .filter(({ name }) => HOT.has(name))
    .map((procedure) => [procedure.name, procedure]),
);
const ROUTES = listRestRoutes(appRouter).filter(({ name }) => HOT.has(name));

const REST = "/api/billing";
const TRPC = "/api/trpc/";
// Anything else in a host or a query is rewritten or refused by the reader of addresses, which is the framework's.
const PLAIN_HOST =
  /^(?:[a-z0-9._-]+(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?|(?:127\.0\.0\.1|(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*)(?::(?:\d{2,3}|6[0-4]\d{3}))?)$/;
const UNPLAIN = /[^!$-;=?-Z_a-z~]/;

function findRestCall(method: string, path: string, query: string): HotRestCall | null {
  const known = FIXED.get(`${method} ${path}`);
  if (known !== undefined) return { door: "rest", found: known, query };
  if (!/^\/holds\/[0-9A-Za-z-]+(\/[a-z]+)?$/.test(path)) return null;
  const found = findRoutes(ROUTES, path).find(({ route }) => route.rest.method === method);
  return found === undefined ? null : { door: "rest", found, query };
}

const FIXED = new Map(
  ROUTES.filter(({ rest }) => !rest.path.includes("{")).map((route) => [
    `${route.rest.method} ${route.rest.path}`,
    { route, values: {} },
  ]),
);

function findTrpcCall(incoming: IncomingMessage, path: string, query: string): HotTrpcCall | null {
  const { method, headers } = incoming;
  const isRead = method === "GET";
  if (headers["trpc-accept"] !== undefined || headers.accept?.includes("jsonl") === true) return null;
  if (isRead && headers["content-type"] !== undefined && headers["content-type"] !== "application/json") return null;
  const asked = isRead ? readQuery(query) : QUERIES_OF_COMMANDS.get(query);
  if (asked === undefined) return null;
  const names = asked.isBatch ? path.split(",") : [path];
  if (names.length > MOST_CALLS) return null;
  const procedures: LiveProcedure[] = [];
  for (const name of names) {
    const procedure = PROCEDURES.get(name);
    if (procedure === undefined || (procedure.type === "query") !== isRead) return null;
    procedures.push(procedure);
  }
  return { door: "trpc", procedures, ...asked, query };
}

type TrpcQuery = Pick<HotTrpcCall, "isBatch" | "inputText">;

const QUERIES_OF_COMMANDS: ReadonlyMap<string, TrpcQuery> = new Map([
  ["", { isBatch: false, inputText: null }],
  ["batch=1", { isBatch: true, inputText: null }],
]);

function readQuery(query: string): TrpcQuery | undefined {
  if (query === "") return { isBatch: false, inputText: null };
  const given = new URLSearchParams(query);
  for (const name of given.keys()) {
    if ((name !== "batch" && name !== "input") || given.getAll(name).length > 1) return undefined;
  }
  return { isBatch: given.get("batch") === "1", inputText: given.get("input") };
}
