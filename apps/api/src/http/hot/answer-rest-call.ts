import type { RequestContext } from "../../trpc/init.ts";
import { describeError } from "../describe-error.ts";
import type { Exchange } from "../exchange.ts";
import { onceOnly } from "../once-only.ts";
import { readRestInput } from "../rest/rest-input.ts";
import type { HotRestCall } from "./find-hot-call.ts";
import type { Reply } from "./reply.ts";
import { runProcedure } from "./run-procedure.ts";

export async function answerRestCall(asked: {
  readonly exchange: Exchange;
  readonly context: RequestContext;
  readonly call: HotRestCall;
}): Promise<Reply> {
  const { exchange, context, call } = asked;
  const readInput = onceOnly(() => readRestInput(exchange, call.found));
  const result = await runProcedure(call.found.route.name, { context, readInput, batchIndex: 0 });
  return { status: 200, headers: context.responseHeaders, body: JSON.stringify(result), failures: [] };
}

export function refuseRestCall(error: unknown, requestId: string): Reply {
  const { status, retryAfterSeconds, body } = describeError(error, requestId);
  return {
    status,
    headers: retryAfterSeconds === null ? [] : [["Retry-After", String(retryAfterSeconds)]],
    body: JSON.stringify({ error: body }),
    failures: [],
  };
}
