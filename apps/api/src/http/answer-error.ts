import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Logger } from "pino";
import { toLoggable } from "../loggable-error.ts";
import type { AppBindings } from "./app-bindings.ts";
import { describeError, toApiError } from "./describe-error.ts";
import { ERROR_TABLE } from "./error-table.ts";

/** Answers a failure in the shape of the door it came through. Only what nobody foresaw is logged with its cause. */
export function answerError(c: Context<AppBindings>, error: unknown, log: Logger): Response {
  const requestId = c.get("requestId");
  const described = describeError(error, requestId);
  logFailure(log, error, { requestId, route: c.get("route") });
  if (described.retryAfterSeconds !== null) c.header("Retry-After", String(described.retryAfterSeconds));
  const body = c.req.path.startsWith("/api/trpc/")
    ? toTrpcBody(described.body, described.status)
    : { error: described.body };
  return c.json(body, described.status as ContentfulStatusCode);
}

export function logFailure(log: Logger, error: unknown, facts: { requestId: string; route: string }): void {
  const known = toApiError(error);
  if (ERROR_TABLE[known.billingCode].status >= 500)
    log.error({ ...facts, code: known.billingCode, failure: toLoggable(known.cause ?? error) }, "failed");
}

type Body = ReturnType<typeof describeError>["body"];

/** What tRPC's client expects of a request that failed before a procedure was reached. */
export function toTrpcBody(billing: Body, httpStatus: number) {
  const code = ERROR_TABLE[billing.code].trpcCode;
  return {
    error: { message: billing.message, code: TRPC_ERROR_CODES_BY_KEY[code], data: { code, httpStatus, billing } },
  };
}
