import { initTRPC } from "@trpc/server";
import type { Caller } from "../auth/caller.ts";
import type { Deps } from "../deps.ts";
import { describeError, type ErrorBody } from "../http/describe-error.ts";
import type { Rights } from "./rights.ts";

/** The root of every procedure: its context, its error shape, and what is told about it beside its schemas. */
export const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    sse: {
      // Authorisation is checked anew when the browser comes back, so no stream outlives a lost right by more than this.
      maxDurationMs: 10 * 60_000,
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 40_000 },
    },
    errorFormatter({ shape, error, ctx }) {
      const described = describeError(error, ctx?.requestId ?? "unknown");
      return {
        code: shape.code,
        message: described.body.message,
        data: {
          code: shape.data.code,
          httpStatus: described.status,
          path: shape.data.path,
          billing: described.body satisfies ErrorBody,
        },
      };
    },
  });

/** One HTTP request, through whichever door it came. */
export type RequestContext = {
  readonly deps: Deps;
  readonly requestId: string;
  /** Proves who calls, once for all calls of a batch. Refuses with `unauthenticated`. */
  readonly identify: () => Promise<Caller>;
  /** The same again from the start: for streams, whose caller may have lost the right meanwhile. */
  readonly identifyAgain: () => Promise<Caller>;
  /** What they prove it by, as it was sent. A secret: for comparing, never for writing down. */
  readonly proof: () => string;
  /** Header `Farebox-Business`. */
  readonly namedBusiness: string | null;
  /** Header `Idempotency-Key`. */
  readonly idempotencyKey: string | null;
  /** Headers the answer will carry, such as `Idempotent-Replayed`. */
  readonly responseHeaders: Map<string, string>;
};

export type ProcedureMeta = {
  readonly rights?: Rights;
  /** Its address under `/api/billing`. */
  readonly rest?: RestMeta;
};

export type RestMeta = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Parts in braces are fields of the input: `/transactions/{id}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  /** Field of the input that the header `Idempotency-Key` may bring. */
  readonly idempotencyField?: string;
  /** The media type of the file it answers with, instead of JSON. */
  readonly fileType?: string;
  /** Exists only while the payment stand-in is in use. */
  readonly isSandboxOnly?: boolean;
};
