import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import type { Metrics } from "../metrics.ts";
import { newId } from "../new-id.ts";
import type { Admission } from "./admission.ts";
import type { AppBindings } from "./app-bindings.ts";
import { readClientAddress } from "./client-address.ts";

/** Names every request of the framework and notes how it went. */
export function requestLog(parts: {
  readonly noteRequest: NoteRequest;
  readonly trustedProxyHops: number;
  readonly admission: Admission;
}): MiddlewareHandler<AppBindings> {
  return async (c, next) => {
    const startedAt = performance.now();
    const requestId = newId();
    c.set("requestId", requestId);
    c.set("clientAddress", readClientAddress(c.env?.incoming, parts.trustedProxyHops));
    c.set("route", "unknown");
    c.set("callerId", null);
    const visit = parts.admission.openVisit();
    c.set("visit", visit);
    await next();
    visit.end();
    c.res.headers.set("X-Request-Id", requestId);
    const { method } = c.req;
    const { status } = c.res;
    parts.noteRequest({ requestId, method, route: c.get("route"), status, startedAt, callerId: c.get("callerId") });
  };
}

/**
 * Notes how requests went. Never a body, a header, a query or an address of a person: what was called is named by its
 * route, who called by an id.
 */
export function createRequestNotes({ log, metrics }: { log: Logger; metrics: Metrics }): NoteRequest {
  // Ids and names of routes only, all put together here: looking for secrets in them costs more than the whole line.
  const lines = log.child({}, { redact: [] });
  return ({ requestId, method, route, status, startedAt, callerId }) => {
    const seconds = (performance.now() - startedAt) / 1000;
    metrics.observeRequest({ route: toLabel(route), status, seconds });
    const facts = { requestId, method, route, status, milliseconds: Math.round(seconds * 1000), caller: callerId };
    lines[status >= 500 ? "warn" : "info"](facts, "request");
  };
}

export type NoteRequest = (request: {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** By the process's steady clock. */
  readonly startedAt: number;
  readonly callerId: string | null;
}) => void;

/** A batch names many procedures, and an unknown one anything: neither may become a series of its own. */
function toLabel(route: string): string {
  return /^(trpc|rest|auth) [A-Za-z./-]{1,60}$/.test(route) || !route.includes(" ")
    ? route
    : (route.split(" ")[0] ?? "unknown");
}
