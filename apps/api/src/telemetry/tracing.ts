import type { Context, Span } from "@opentelemetry/api";
import type { Logger } from "pino";
import { toLoggable } from "../loggable-error.ts";

/**
 * OpenTelemetry, only where `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector: otherwise null, nothing of it is loaded and
 * nothing else is wrapped. Its own variables (`OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS` …)
 * mean what its documents say.
 */
export async function startTracing(variables: Variables, log: Logger): Promise<Tracing | null> {
  if ((variables["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? "") === "") return null;
  try {
    const [{ NodeSDK }, api] = await Promise.all([import("@opentelemetry/sdk-node"), import("@opentelemetry/api")]);
    const sdk = new NodeSDK({
      serviceName: variables["OTEL_SERVICE_NAME"] ?? "farebox",
      // Everything is measured where it happens; nothing of other packages is patched.
      instrumentations: [],
      metricReaders: [],
      logRecordProcessors: [],
    });
    sdk.start();
    const tracer = api.trace.getTracer("farebox");
    const finish = (span: Span, failure?: unknown) => {
      // The kind of a failure, never its words: they may hold what somebody sent.
      if (failure !== undefined)
        span.setStatus({
          code: api.SpanStatusCode.ERROR,
          message: failure instanceof Error ? failure.name : "failed",
        });
      span.end();
    };
    const begin: Tracing["begin"] = (name, attributes = {}) => {
      const span = tracer.startSpan(name, { attributes });
      const inside: Context = api.trace.setSpan(api.context.active(), span);
      return {
        run: (work) => api.context.with(inside, work),
        note: (name, value) => void span.setAttribute(name, value),
        end: (failure) => finish(span, failure),
      };
    };
    return {
      begin,
      async during(name, attributes, work) {
        const span = begin(name, attributes);
        try {
          const result = await span.run(() => work(span));
          span.end();
          return result;
        } catch (failure) {
          span.end(failure);
          throw failure;
        }
      },
      past(name, attributes, { seconds }) {
        const endTime = Date.now();
        tracer.startSpan(name, { attributes, startTime: endTime - seconds * 1_000 }).end(endTime);
      },
      stop: () =>
        sdk.shutdown().catch((error: unknown) => log.warn({ failure: toLoggable(error) }, "last spans were lost")),
    };
  } catch (error) {
    log.warn({ failure: toLoggable(error) }, "there is no tracing: @opentelemetry/sdk-node could not be started");
    return null;
  }
}

export type Tracing = {
  /** A span whose end is told later; what runs inside `run` is part of it. */
  readonly begin: (name: string, attributes?: Attributes) => OpenSpan;
  readonly during: <Result>(
    name: string,
    attributes: Attributes,
    work: (span: OpenSpan) => Promise<Result>,
  ) => Promise<Result>;
  /** What ended just now and took so long. */
  readonly past: (name: string, attributes: Attributes, took: { readonly seconds: number }) => void;
  /** Sends what is left. */
  readonly stop: () => Promise<void>;
};

export type OpenSpan = {
  readonly run: <Result>(work: () => Result) => Result;
  readonly note: (name: string, value: string | number) => void;
  readonly end: (failure?: unknown) => void;
};

type Attributes = Readonly<Record<string, string | number>>;
type Variables = Readonly<Record<string, string | undefined>>;
