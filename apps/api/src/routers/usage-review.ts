import { adminProcedure, router } from "../trpc/procedures.ts";
import { listReviews } from "../use-cases/list-reviews.ts";
import { resolveReview } from "../use-cases/resolve-review.ts";
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
    .mutation(async ({ ctx, input }) => {
      const asked = {
        businessId: ctx.businessId,
        reviewId: input.id,
        decision: "accept",
        note: input.note ?? null,
      } as const;
      return toResolutionAnswer(orThrow(await resolveReview(ctx.deps, asked)));
    }),

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
    .mutation(async ({ ctx, input }) => {
      const asked = {
        businessId: ctx.businessId,
        reviewId: input.id,
        decision: "reject",
        note: input.note ?? null,
      } as const;
      return toResolutionAnswer(orThrow(await resolveReview(ctx.deps, asked)));
    }),

  resolve: adminProcedure
    .meta({ rest: { method: "POST", path: "/usage/review", tag: "Usage", summary: "Accept or reject a late event" } })
    .input(decideReviewInput)
    .output(resolveReviewAnswer)
    .mutation(async ({ ctx, input }) => {
      const asked = {
        businessId: ctx.businessId,
        reviewId: input.id,
        decision: input.decision,
        note: input.note ?? null,
      };
      return toResolutionAnswer(orThrow(await resolveReview(ctx.deps, asked)));
    }),
});
