import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { type Context, Hono } from "hono";
import type { Deps } from "../deps.ts";
import type { RequestContext } from "../trpc/init.ts";
import { appRouter } from "../trpc/router.ts";
import { logFailure } from "./answer-error.ts";
import { ApiError } from "./api-error.ts";
import type { AppBindings } from "./app-bindings.ts";
import { MOST_CALLS } from "./batch-limit.ts";
import { describeError } from "./describe-error.ts";
import { exchangeOf } from "./exchange.ts";
import { API_BODY, readBody } from "./request-body.ts";
import { createRequestContext } from "./request-context.ts";
import { listProcedures } from "./rest/routes.ts";
import { parseStrictJson } from "./strict-json.ts";

/** tRPC for TypeScript callers: single calls, batches of at most twenty, event streams. */
export function createTrpcDoor(deps: Deps): Hono<AppBindings> {
  return new Hono<AppBindings>().all("/*", async (c) => {
    c.set("route", `trpc ${nameCalls(c.req.path.slice(PREFIX.length))}`);
    const context = createRequestContext(deps, exchangeOf(c));
    refuseMethod(c);
    const request = (await isIdentified(context)) ? await toStrictRequest(c) : toEmptyRequest(c);
    const answer = await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: request,
      router: appRouter,
      maxBatchSize: MOST_CALLS,
      createContext: () => context,
      responseMeta: ({ errors }) => {
        const waits = errors.map((error) => describeError(error, context.requestId).retryAfterSeconds ?? 0);
        const longest = Math.max(0, ...waits);
        if (longest > 0) context.responseHeaders.set("Retry-After", String(longest));
        return { headers: new Headers([...context.responseHeaders]) };
      },
      onError: ({ error, path }) =>
        logFailure(deps.log, error, { requestId: context.requestId, route: `trpc ${nameCalls(path ?? "")}` }),
    });
    return answer;
  });
}

const KNOWN = new Set(listProcedures(appRouter).map(({ name }) => name));

/** The procedures of a batch. Anybody can write anything into an address, so only names of ours are repeated. */
function nameCalls(path: string): string {
  const names = path.split(",").slice(0, MOST_CALLS);
  return names.map((name) => (KNOWN.has(name) ? name : "unknown")).join(",");
}

const PREFIX = "/api/trpc/";

function refuseMethod(c: Context<AppBindings>): void {
  if (["GET", "HEAD", "POST"].includes(c.req.method)) return;
  c.header("Allow", "GET, POST");
  throw new ApiError("method_not_allowed");
}

/** Every procedure asks for a caller. Why there is none, each call of a batch says by itself. */
async function isIdentified({ identify }: RequestContext): Promise<boolean> {
  const caller = await identify().catch(() => null);
  return caller !== null && caller.kind !== "anonymous";
}

/** The same calls without their input, which is not read for nobody. */
function toEmptyRequest(c: Context<AppBindings>): Request {
  const { method, headers, signal } = c.req.raw;
  const url = new URL(c.req.url);
  url.searchParams.delete("input");
  if (method !== "POST") return new Request(url, { method: "GET", headers, signal });
  return new Request(url, { method, headers: asJson(headers), body: "{}", signal });
}

function asJson(headers: Headers): Headers {
  const json = new Headers(headers);
  json.set("content-type", "application/json");
  return json;
}

/** The same request with its JSON checked: what tRPC's own reader would let through is refused before it. */
async function toStrictRequest(c: Context<AppBindings>): Promise<Request> {
  const { method, url, headers, signal } = c.req.raw;
  if (method === "GET" || method === "HEAD") {
    const input = new URL(url).searchParams.getAll("input");
    for (const text of input) parseStrictJson(text);
    return new Request(url, { method: "GET", headers, signal });
  }
  const text = await readBody(exchangeOf(c), API_BODY);
  if (text !== "") parseStrictJson(text);
  return new Request(url, { method, headers: asJson(headers), body: text === "" ? "{}" : text, signal });
}
