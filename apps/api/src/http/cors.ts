import type { MiddlewareHandler } from "hono";
import type { AppBindings } from "./app-bindings.ts";

/**
 * Pages of exactly these origins may call with a bearer token. Never with cookies, so nothing they send is done in the
 * name of somebody who is signed in here. An empty list lets no other site in.
 */
export function cors(allowedOrigins: readonly string[]): MiddlewareHandler<AppBindings> {
  const allowed = new Set(allowedOrigins);
  return async (c, next) => {
    const origin = c.req.header("origin");
    if (allowed.size === 0 || origin === undefined || !allowed.has(origin)) return next();
    if (c.req.method === "OPTIONS" && c.req.header("access-control-request-method") !== undefined) {
      return c.body(null, 204, { ...Object.fromEntries(listCorsHeaders(origin)), ...PREFLIGHT });
    }
    await next();
    for (const [name, value] of listCorsHeaders(origin)) c.res.headers.set(name, value);
  };
}

/** What lets pages of an allowed origin read an answer. */
export function listCorsHeaders(origin: string): readonly (readonly [name: string, value: string])[] {
  return [
    ["Access-Control-Allow-Origin", origin],
    ["Access-Control-Expose-Headers", "X-Request-Id, Retry-After, Idempotent-Replayed"],
    ["Vary", "Origin"],
  ];
}

const PREFLIGHT = {
  "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, Farebox-Business, Idempotency-Key",
  "Access-Control-Max-Age": "600",
};
