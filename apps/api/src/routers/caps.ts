import { fromTokens, type MicroTokens } from "@farebox/billing-core";
import { billingProcedure, readProcedure, router } from "../trpc/procedures.ts";
import { getCaps } from "../use-cases/get-caps.ts";
import { setCaps } from "../use-cases/set-caps.ts";
import { toCapsAnswer } from "./caps-answers.ts";
import { capsAnswer, getCapsInput, setCapsInput } from "./caps-schemas.ts";
import { orThrow } from "./or-throw.ts";

/** What may be charged in a day or month before no further call may start. */
export const capsRouter = router({
  get: readProcedure
    .meta({ rest: { method: "GET", path: "/caps", tag: "Caps", summary: "Caps, and how far they are used" } })
    .input(getCapsInput)
    .output(capsAnswer)
    .query(async ({ ctx }) => toCapsAnswer(orThrow(await getCaps(ctx.deps, { businessId: ctx.businessId })))),

  set: billingProcedure
    .meta({ rest: { method: "PUT", path: "/caps", tag: "Caps", summary: "Set all caps at once" } })
    .input(setCapsInput)
    .output(capsAnswer)
    .mutation(async ({ ctx, input }) => {
      const caps = input.caps.map((cap) => ({ ...cap, limit: fromTokens(cap.limit) as MicroTokens }));
      return toCapsAnswer(orThrow(await setCaps(ctx.deps, { businessId: ctx.businessId, caps })));
    }),
});
