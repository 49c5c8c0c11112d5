import type { AppRouter } from "@farebox/api";
import { TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { ApiProblem } from "../lib/problem.ts";
import type { Outputs } from "../lib/trpc.ts";

/** An answer that never comes. */
export const WAITS = Symbol("waits");

export type Refusal = { readonly refused: ApiProblem };
type Reply<Output> = Output | typeof WAITS | Refusal | ((input: unknown) => Output | Refusal);

type Procedure = {
  [Router in keyof Outputs & string]: {
    [Name in keyof Outputs[Router] & string]: {
      readonly path: `${Router}.${Name}`;
      readonly output: Outputs[Router][Name];
    };
  }[keyof Outputs[Router] & string];
}[keyof Outputs & string];

/** What the API answers in a state, by procedure. What is not there never answers. */
export type Answers = { readonly [One in Procedure as One["path"]]?: Reply<One["output"]> };

export function refuses(code: string, details: Readonly<Record<string, unknown>> = {}): Refusal {
  return { refused: { code, message: code, retryable: false, requestId: "req_gallery", details } };
}

/** Answers every request from a table instead of from the API; the stream of balances is connected or silent. */
export function answerLink(answers: Answers, isConnected: boolean): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        if (op.type === "subscription") {
          if (isConnected) observer.next({ result: { type: "state", state: "pending", error: null } });
          return;
        }
        const reply = (answers as Readonly<Record<string, unknown>>)[op.path];
        if (reply === undefined || reply === WAITS) return;
        const data: unknown = typeof reply === "function" ? reply(op.input) : reply;
        if (isRefusal(data)) {
          observer.error(
            TRPCClientError.from({
              error: { code: -32600, message: data.refused.code, data: { billing: data.refused } },
            } as Parameters<typeof TRPCClientError.from>[0]),
          );
          return;
        }
        observer.next({ result: { type: "data", data } });
        observer.complete();
      });
}

function isRefusal(data: unknown): data is Refusal {
  return typeof data === "object" && data !== null && "refused" in data;
}
