import { moveClock } from "../playground/move-clock.ts";
import { readPlayground } from "../playground/read-playground.ts";
import { drainBalance, recordWork } from "../playground/record-work.ts";
import { startCalls } from "../playground/start-calls.ts";
import { crashCall, endCall } from "../playground/stop-call.ts";
import { playgroundProcedure, router } from "../trpc/procedures.ts";
import { orThrow } from "./or-throw.ts";
import { toPlaygroundAnswer } from "./playground-answers.ts";
import {
  drainInput,
  moveClockAnswer,
  moveClockInput,
  playgroundAnswer,
  playgroundCallInput,
  readPlaygroundInput,
  recordWorkAnswer,
  recordWorkInput,
  startCallsAnswer,
  startCallsInput,
  stoppedAnswer,
} from "./playground-schemas.ts";
import { toInstantText } from "./wire-instants.ts";

/** Simulated calls and work, by people, in the sandbox only. It has no address of its own: what it does, others do by REST. */
export const playgroundRouter = router({
  read: playgroundProcedure
    .input(readPlaygroundInput)
    .output(playgroundAnswer)
    .query(async ({ ctx }) => toPlaygroundAnswer(await readPlayground(ctx.deps, ctx.businessId))),

  start: playgroundProcedure
    .input(startCallsInput)
    .output(startCallsAnswer)
    .mutation(async ({ ctx, input }) => {
      const { service, agentId = null, count } = input;
      const { started, refused } = orThrow(
        await startCalls(ctx.deps, { businessId: ctx.businessId, service, agentId, count }),
      );
      return { started, refused };
    }),

  end: playgroundProcedure
    .input(playgroundCallInput)
    .output(stoppedAnswer)
    .mutation(async ({ ctx, input }) =>
      orThrow(await endCall(ctx.deps, { businessId: ctx.businessId, holdId: input.id })),
    ),

  crash: playgroundProcedure
    .input(playgroundCallInput)
    .output(stoppedAnswer)
    .mutation(({ ctx, input }) => orThrow(crashCall(ctx.deps, { businessId: ctx.businessId, holdId: input.id }))),

  record: playgroundProcedure
    .input(recordWorkInput)
    .output(recordWorkAnswer)
    .mutation(async ({ ctx, input }) => {
      const { service, quantity, agentId = null } = input;
      return orThrow(await recordWork(ctx.deps, { businessId: ctx.businessId, service, quantity, agentId }));
    }),

  drain: playgroundProcedure
    .input(drainInput)
    .output(recordWorkAnswer)
    .mutation(async ({ ctx, input }) =>
      orThrow(await drainBalance(ctx.deps, { businessId: ctx.businessId, agentId: input.agentId ?? null })),
    ),

  moveClock: playgroundProcedure
    .input(moveClockInput)
    .output(moveClockAnswer)
    .mutation(async ({ ctx, input }) => {
      const isOperator = ctx.caller.kind === "person" && ctx.caller.isOperator;
      const { now } = orThrow(await moveClock(ctx.deps, { businessId: ctx.businessId, isOperator, by: input.by }));
      return { now: toInstantText(now) };
    }),
});
