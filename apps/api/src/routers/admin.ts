import type { ProviderEvent } from "@farebox/db/selling";
import type { z } from "zod";
import { installationProcedure, router } from "../trpc/procedures.ts";
import { getProviderEvent } from "../use-cases/get-provider-event.ts";
import { listProviderEvents } from "../use-cases/list-provider-events.ts";
import { reconcileProvider } from "../use-cases/reconcile-provider.ts";
import { replayProviderEvent } from "../use-cases/replay-provider-event.ts";
import { adminCatalogueRouter } from "./admin-catalogue.ts";
import { adminJobsRouter } from "./admin-jobs.ts";
import { refundProcedure } from "./admin-refunds.ts";
import { businessPlansRouter } from "./business-plans.ts";
import { orThrow } from "./or-throw.ts";
import {
  eventAnswer,
  eventInput,
  listEventsAnswer,
  listEventsInput,
  reconcileAnswer,
  reconcileInput,
  replayEventAnswer,
} from "./provider-events-schemas.ts";
import { fromInstantTextOrNull, toInstantText } from "./wire-instants.ts";

/** What only operators, and keys of the installation with `admin`, may do. */
export const adminRouter = router({
  businessPlans: businessPlansRouter,
  catalogue: adminCatalogueRouter,
  jobs: adminJobsRouter,

  providerEvents: router({
    list: installationProcedure
      .meta({
        rest: {
          method: "GET",
          path: "/admin/provider-events",
          tag: "Admin",
          summary: "What the payment provider told us of, newest first",
        },
      })
      .input(listEventsInput)
      .output(listEventsAnswer)
      .query(async ({ ctx, input }) => {
        const { status, cursor = null, limit } = input;
        const page = orThrow(await listProviderEvents(ctx.deps, { status, cursor, limit }));
        return { items: page.items.map(toEventAnswer), nextCursor: page.nextCursor };
      }),

    get: installationProcedure
      .meta({
        rest: { method: "GET", path: "/admin/provider-events/{id}", tag: "Admin", summary: "One event as it came" },
      })
      .input(eventInput)
      .output(eventAnswer)
      .query(async ({ ctx, input }) => {
        const { event } = orThrow(await getProviderEvent(ctx.deps, input.id));
        return { ...toEventAnswer(event), payload: { ...event.payload } };
      }),

    replay: installationProcedure
      .meta({
        rest: {
          method: "POST",
          path: "/admin/provider-events/{id}/replay",
          tag: "Admin",
          summary: "Work on an event once more",
          description: "What it is about is fetched again; what was granted before is not granted twice.",
        },
      })
      .input(eventInput)
      .output(replayEventAnswer)
      .mutation(async ({ ctx, input }) => toEventAnswer(orThrow(await replayProviderEvent(ctx.deps, input.id)).event)),
  }),

  refund: refundProcedure,

  reconcile: installationProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/admin/reconcile",
        tag: "Admin",
        summary: "Compare the payment provider with our books",
        description: "Books what was missed, once, and reports what could not be booked.",
      },
    })
    .input(reconcileInput)
    .output(reconcileAnswer)
    .mutation(async ({ ctx, input }) => {
      const report = orThrow(await reconcileProvider(ctx.deps, { since: fromInstantTextOrNull(input.since) }));
      return {
        ...report,
        since: toInstantText(report.since),
        until: toInstantText(report.until),
        drift: [...report.drift],
      };
    }),
});

function toEventAnswer(event: ProviderEvent): z.input<typeof replayEventAnswer> {
  return {
    id: event.eventId,
    type: event.type,
    objectId: event.objectId,
    customerId: event.customerId,
    businessId: event.businessId,
    apiVersion: event.apiVersion,
    live: event.isLive,
    createdAt: toInstantText(event.createdAt),
    receivedAt: toInstantText(event.receivedAt),
    status: event.status,
    attempts: event.attempts,
    nextAttemptAt: event.status === "pending" ? toInstantText(event.nextAttemptAt) : null,
    problem: event.problem,
  };
}
