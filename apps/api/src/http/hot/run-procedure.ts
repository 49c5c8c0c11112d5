import { getTRPCErrorFromUnknown } from "@trpc/server";
import type { RequestContext } from "../../trpc/init.ts";
import { appRouter } from "../../trpc/router.ts";

/**
 * Runs a procedure's own chain (rights, input, output, work) as tRPC does. Its own walk along the chain copies its
 * options key by key three times a step, which costs more than everything the steps of a small call do.
 */
export async function runProcedure(name: string, call: ProcedureCall): Promise<unknown> {
  const procedure = PROCEDURES[name];
  if (procedure === undefined) throw new Error(`there is no procedure ${name}`);
  const { middlewares, type, meta } = procedure._def;
  const fixed = { path: name, type, meta, signal: undefined, batchIndex: call.batchIndex };
  const result = await step(0, { ctx: call.context, input: undefined, getRawInput: call.readInput });
  if (!result.ok) throw result.error;
  return result.data;

  async function step(index: number, state: State): Promise<Result> {
    try {
      const middleware = middlewares[index];
      if (middleware === undefined) throw new Error(`${name} has no end`);
      const { ctx, input, getRawInput } = state;
      return await middleware({
        ...fixed,
        ctx,
        input,
        getRawInput,
        next: (changes: Changes = {}) =>
          step(index + 1, {
            ctx: changes.ctx === undefined ? ctx : { ...ctx, ...changes.ctx },
            input: "input" in changes ? changes.input : input,
            getRawInput: changes.getRawInput ?? getRawInput,
          }),
      });
    } catch (cause) {
      return { ok: false, error: getTRPCErrorFromUnknown(cause) };
    }
  }
}

export type ProcedureCall = {
  readonly context: RequestContext;
  readonly readInput: () => Promise<unknown>;
  /** Place in a batch. */
  readonly batchIndex: number;
};

type State = { readonly ctx: object; readonly input: unknown; readonly getRawInput: () => Promise<unknown> };
type Changes = { readonly ctx?: object; readonly input?: unknown; readonly getRawInput?: State["getRawInput"] };
type Result = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly error: Error };

/** What tRPC keeps of a procedure; its public types hide the chain. */
type Procedure = {
  readonly _def: {
    readonly type: string;
    readonly meta: unknown;
    readonly middlewares: readonly ((options: object) => Promise<Result>)[];
  };
};

const PROCEDURES = appRouter._def.procedures as unknown as Readonly<Record<string, Procedure>>;
