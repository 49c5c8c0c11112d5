import { getErrorShape, getTRPCErrorFromUnknown, TRPCError } from "@trpc/server";
import { getHTTPStatusCode } from "@trpc/server/http";
import type { RequestContext } from "../../trpc/init.ts";
import { appRouter } from "../../trpc/router.ts";
import { toTrpcBody } from "../answer-error.ts";
import { describeError } from "../describe-error.ts";
import type { Exchange } from "../exchange.ts";
import { API_BODY, readBody } from "../request-body.ts";
import type { LiveProcedure } from "../rest/routes.ts";
import { parseStrictJson } from "../strict-json.ts";
import type { HotTrpcCall } from "./find-hot-call.ts";
import type { Reply } from "./reply.ts";
import { runProcedure } from "./run-procedure.ts";

/** What tRPC's own adapter answers: each call by itself, and the status they have in common or 207. */
export async function answerTrpcCall(asked: {
  readonly exchange: Exchange;
  readonly context: RequestContext;
  readonly call: HotTrpcCall;
}): Promise<Reply> {
  const { exchange, context, call } = asked;
  // Why there is no caller, each call says by itself; the input of nobody is not read.
  const caller = await context.identify().catch(() => null);
  const isIdentified = caller !== null && caller.kind !== "anonymous";
  const input = isIdentified ? await readInput(exchange, call) : undefined;
  const answers = await Promise.all(
    call.procedures.map((procedure, index) => answerOne({ procedure, index, context, call, input })),
  );
  const parts = answers.map(({ part }) => part);
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  return {
    status: failures.length === 0 ? 200 : getHTTPStatusCode(parts as Parameters<typeof getHTTPStatusCode>[0]),
    headers: [...context.responseHeaders, ...longestWait(failures, context.requestId), VARY],
    body: JSON.stringify(call.isBatch ? parts : parts[0]),
    failures,
  };
}

/** A request that failed as a whole, before any procedure was reached. */
export function refuseTrpcCall(error: unknown, requestId: string): Reply {
  const { status, retryAfterSeconds, body } = describeError(error, requestId);
  return {
    status,
    headers: retryAfterSeconds === null ? [] : [["Retry-After", String(retryAfterSeconds)]],
    body: JSON.stringify(toTrpcBody(body, status)),
    failures: [],
  };
}

const VARY = ["vary", "trpc-accept, accept"] as const;

type One = {
  readonly procedure: LiveProcedure;
  readonly index: number;
  readonly context: RequestContext;
  readonly call: HotTrpcCall;
  readonly input: unknown;
};

type Answered = { readonly part: object; readonly failure: Reply["failures"][number] | null };

async function answerOne({ procedure, index, context, call, input }: One): Promise<Answered> {
  const { name: path, type } = procedure;
  try {
    const readInput = async () => (call.isBatch ? inputOf(input, index) : input);
    const data = await runProcedure(path, { context, readInput, batchIndex: index });
    return { part: { result: { data } }, failure: null };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    const { _config: config } = appRouter._def;
    const shape = getErrorShape({ config, error, type, path, input: undefined, ctx: context });
    return { part: { error: shape }, failure: { error, route: `trpc ${path}` } };
  }
}

/** An input that is null counts as given, and one that is left out as not given. */
function inputOf(inputs: unknown, index: number): unknown {
  if (inputs === undefined) return undefined;
  if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs))
    throw new TRPCError({ code: "BAD_REQUEST", message: '"input" needs to be an object when doing a batch call' });
  return (inputs as Readonly<Record<number, unknown>>)[index];
}

async function readInput(exchange: Exchange, { inputText }: HotTrpcCall): Promise<unknown> {
  if (exchange.method === "GET") return inputText === null ? undefined : parseStrictJson(inputText);
  const text = await readBody(exchange, API_BODY);
  return text === "" ? {} : parseStrictJson(text);
}

function longestWait(failures: Reply["failures"], requestId: string): readonly (readonly [string, string])[] {
  const waits = failures.map(({ error }) => describeError(error, requestId).retryAfterSeconds ?? 0);
  const longest = Math.max(0, ...waits);
  return longest > 0 ? [["Retry-After", String(longest)]] : [];
}
