import type { z } from "zod";
import type { RequestContext } from "../trpc/init.ts";
import { adminProcedure, router } from "../trpc/procedures.ts";
import { listReviews } from "../use-cases/list-reviews.ts";
import { resolveReview } from "../use-cases/resolve-review.ts";
import { markReplayed } from "./mark-replayed.ts";
import { orThrow } from "./or-throw.ts";
import { toResolutionAnswer, toReviewAnswer } from "./usage-answers.ts";
import {
  decideReviewInput,
  listReviewsAnswer,
  listReviewsInput,
  resolveReviewAnswer,
  resolveReviewInput,
} from "./usage-schemas.ts";

/** Events that came too late to be charged without somebody looking. */
export const usageReviewRouter = router({
  list: adminProcedure
    .meta({
      rest: { method: "GET", path: "/usage/review", tag: "Usage", summary: "Events that came too late, oldest first" },
    })
    .input(listReviewsInput)
    .output(listReviewsAnswer)
    .query(async ({ ctx, input }) => {
      const { status, cursor = null, limit } = input;
      const page = orThrow(await listReviews(ctx.deps, { businessId: ctx.businessId, status, cursor, limit }));
      return { items: page.items.map(toReviewAnswer), nextCursor: page.nextCursor };
    }),

  accept: adminProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/usage/review/{id}/accept",
        tag: "Usage",
        summary: "Book an event that came too late",
      },
    })
    .input(resolveReviewInput)
    .output(resolveReviewAnswer)
    .mutation(({ ctx, input }) => decide(ctx, { ...input, decision: "accept" })),

  reject: adminProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/usage/review/{id}/reject",
        tag: "Usage",
        summary: "Leave a late event uncharged",
      },
    })
    .input(resolveReviewInput)
    .output(resolveReviewAnswer)
    .mutation(({ ctx, input }) => decide(ctx, { ...input, decision: "reject" })),

  resolve: adminProcedure
    .meta({ rest: { method: "POST", path: "/usage/review", tag: "Usage", summary: "Accept or reject a late event" } })
    .input(decideReviewInput)
    .output(resolveReviewAnswer)
    .mutation(({ ctx, input }) => decide(ctx, input)),
});

/** The three ways to say it are one deed, so that neither knows a rule of its own. */
async function decide(ctx: Reviewing, { id, decision, note }: z.output<typeof decideReviewInput>) {
  const asked = { businessId: ctx.businessId, reviewId: id, decision, note: note ?? null };
  const resolution = orThrow(await resolveReview(ctx.deps, asked));
  markReplayed(ctx, resolution.outcome);
  return toResolutionAnswer(resolution);
}

type Reviewing = Pick<RequestContext, "deps" | "responseHeaders"> & { readonly businessId: string };
