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
      return c.body(null, 204, { ...ofOrigin(origin), ...PREFLIGHT });
    }
    await next();
    for (const [name, value] of Object.entries(ofOrigin(origin))) c.res.headers.set(name, value);
  };
}

function ofOrigin(origin: string): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": "X-Request-Id, Retry-After, Idempotent-Replayed",
    Vary: "Origin",
  };
}

const PREFLIGHT = {
  "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, Farebox-Business, Idempotency-Key",
  "Access-Control-Max-Age": "600",
};
