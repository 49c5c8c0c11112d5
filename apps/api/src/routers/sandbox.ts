import { z } from "zod";
import { catalogueProcedure, installationProcedure, router } from "../trpc/procedures.ts";
import { advanceSandboxClock } from "../use-cases/advance-sandbox-clock.ts";
import { getSandboxClock } from "../use-cases/get-sandbox-clock.ts";
import { orThrow } from "./or-throw.ts";
import { advanceClockInput, clockAnswer } from "./sandbox-schemas.ts";
import { fromInstantTextOrNull, toInstantText } from "./wire-instants.ts";

export const sandboxRouter = router({
  clock: router({
    get: catalogueProcedure
      .meta({
        rest: {
          method: "GET",
          path: "/sandbox/clock",
          tag: "Sandbox",
          summary: "The whole system's money time",
          isSandboxOnly: true,
        },
      })
      .input(z.strictObject({}).optional())
      .output(clockAnswer)
      .query(async ({ ctx }) => {
        const { now } = orThrow(await getSandboxClock(ctx.deps));
        return { now: toInstantText(now) };
      }),

    advance: installationProcedure
      .meta({
        rest: {
          method: "POST",
          path: "/sandbox/clock",
          tag: "Sandbox",
          summary: "Move money time forward",
          description: "Answers when everything that fell due has been done.",
          isSandboxOnly: true,
        },
      })
      .input(advanceClockInput)
      .output(clockAnswer)
      .mutation(async ({ ctx, input }) => {
        const asked = { to: fromInstantTextOrNull(input.now), bySeconds: input.advanceSeconds ?? 0 };
        const { now } = orThrow(await advanceSandboxClock(ctx.deps, asked));
        return { now: toInstantText(now) };
      }),
  }),
});
