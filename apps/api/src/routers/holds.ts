import { atOnce } from "../trpc/at-once.ts";
import { holdsProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { captureHold } from "../use-cases/capture-hold.ts";
import { extendHold } from "../use-cases/extend-hold.ts";
import { getHold } from "../use-cases/get-hold.ts";
import { listHolds } from "../use-cases/list-holds.ts";
import { openHold } from "../use-cases/open-hold.ts";
import { voidHold } from "../use-cases/void-hold.ts";
import { toHoldAnswer } from "./holds-answers.ts";
import {
  captureHoldAnswer,
  captureHoldInput,
  extendHoldAnswer,
  extendHoldInput,
  getHoldInput,
  holdAnswer,
  listHoldsAnswer,
  listHoldsInput,
  openHoldAnswer,
  openHoldInput,
  voidHoldAnswer,
  voidHoldInput,
} from "./holds-schemas.ts";
import { markReplayed } from "./mark-replayed.ts";
import { orThrow } from "./or-throw.ts";

/** Live calls: tokens set aside while they run. */
export const holdsRouter = router({
  open: holdsProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/holds",
        tag: "Holds",
        summary: "Begin a call: set tokens aside",
        description: "Once per `callId`. Heartbeat every min(slice / 2, 30 s); granted seconds are always paid for.",
      },
    })
    .input(atOnce(openHoldInput))
    .output(atOnce(openHoldAnswer))
    .mutation(async ({ ctx, input }) => {
      const { callId, service, agentId = null } = input;
      const opened = await openHold(ctx.deps, { businessId: ctx.businessId, callId, service, agentId });
      const { outcome, hold, ...lease } = orThrow(opened);
      markReplayed(ctx, outcome);
      return { outcome, ...toHoldAnswer(hold, lease) };
    }),

  extend: holdsProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/holds/{id}/extend",
        tag: "Holds",
        summary: "A heartbeat: book what it has cost, set the next slice aside",
        description: "A `seq` that is not greater than the last is answered with the call as it is.",
      },
    })
    .input(atOnce(extendHoldInput))
    .output(atOnce(extendHoldAnswer))
    .mutation(async ({ ctx, input }) => {
      const { id: holdId, seq, elapsedSeconds } = input;
      const extended = await extendHold(ctx.deps, { businessId: ctx.businessId, holdId, seq, elapsedSeconds });
      const { outcome, hold, ...lease } = orThrow(extended);
      markReplayed(ctx, outcome);
      return { outcome, ...toHoldAnswer(hold, lease) };
    }),

  capture: holdsProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/holds/{id}/capture",
        tag: "Holds",
        summary: "End a call: charge it, release the rest",
        description: "A call that was abandoned meanwhile is settled instead, once, within 35 days.",
      },
    })
    .input(atOnce(captureHoldInput))
    .output(atOnce(captureHoldAnswer))
    .mutation(async ({ ctx, input }) => {
      const { id: holdId, elapsedSeconds } = input;
      const captured = await captureHold(ctx.deps, { businessId: ctx.businessId, holdId, elapsedSeconds });
      const { outcome, hold } = orThrow(captured);
      markReplayed(ctx, outcome);
      return { outcome, ...toHoldAnswer(hold) };
    }),

  void: holdsProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/holds/{id}/void",
        tag: "Holds",
        summary: "A call that never got through: charge nothing",
        description: "Only while nothing has accrued.",
      },
    })
    .input(atOnce(voidHoldInput))
    .output(atOnce(voidHoldAnswer))
    .mutation(async ({ ctx, input }) => {
      const voided = await voidHold(ctx.deps, { businessId: ctx.businessId, holdId: input.id, reason: input.reason });
      const { outcome, hold } = orThrow(voided);
      markReplayed(ctx, outcome);
      return { outcome, ...toHoldAnswer(hold) };
    }),

  get: readProcedure
    .meta({ rest: { method: "GET", path: "/holds/{id}", tag: "Holds", summary: "One call as it is now" } })
    .input(atOnce(getHoldInput))
    .output(atOnce(holdAnswer))
    .query(async ({ ctx, input }) => {
      const { hold, ...lease } = orThrow(await getHold(ctx.deps, { businessId: ctx.businessId, holdId: input.id }));
      return toHoldAnswer(hold, lease);
    }),

  list: readProcedure
    .meta({ rest: { method: "GET", path: "/holds", tag: "Holds", summary: "Calls, live or ended, newest first" } })
    .input(atOnce(listHoldsInput))
    .output(atOnce(listHoldsAnswer))
    .query(async ({ ctx, input }) => {
      const { status = null, agentId = null, cursor = null, limit } = input;
      const asked = { reader: ctx.caller, businessId: ctx.businessId, status, agentId, cursor, limit };
      const { items, nextCursor } = orThrow(await listHolds(ctx.deps, asked));
      return { items: items.map(({ hold, ...lease }) => toHoldAnswer(hold, lease)), nextCursor };
    }),
});
