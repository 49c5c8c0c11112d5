import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import type { Metrics } from "../metrics.ts";
import { newId } from "../new-id.ts";
import type { AppBindings } from "./app-bindings.ts";
import { readClientAddress } from "./client-address.ts";

/**
 * Names every request and notes how it went. Never a body, a header, a query or an address of a person: what was called
 * is named by its route, who called by an id.
 */
export function requestLog(parts: {
  log: Logger;
  metrics: Metrics;
  trustedProxyHops: number;
}): MiddlewareHandler<AppBindings> {
  return async (c, next) => {
    const startedAt = performance.now();
    const requestId = newId();
    c.set("requestId", requestId);
    c.set("clientAddress", readClientAddress(c, parts.trustedProxyHops));
    c.set("route", "unknown");
    c.set("callerId", null);
    await next();
    c.res.headers.set("X-Request-Id", requestId);
    const seconds = (performance.now() - startedAt) / 1000;
    const route = c.get("route");
    const { status } = c.res;
    parts.metrics.observeRequest({ route: toLabel(route), status, seconds });
    const facts = {
      requestId,
      method: c.req.method,
      route,
      status,
      milliseconds: Math.round(seconds * 1000),
      caller: c.get("callerId"),
    };
    parts.log[status >= 500 ? "warn" : "info"](facts, "request");
  };
}

/** A batch names many procedures, and an unknown one anything: neither may become a series of its own. */
function toLabel(route: string): string {
  return /^(trpc|rest|auth) [A-Za-z./-]{1,60}$/.test(route) || !route.includes(" ")
    ? route
    : (route.split(" ")[0] ?? "unknown");
}
