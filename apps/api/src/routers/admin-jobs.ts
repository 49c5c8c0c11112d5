import type { DeadJob } from "@farebox/db/jobs";
import { z } from "zod";
import { cursorField, idField, limitField } from "../trpc/fields.ts";
import { installationProcedure, router } from "../trpc/procedures.ts";
import { listDeadJobs, resolveDeadJob } from "../use-cases/dead-jobs.ts";
import { nameOfCaller } from "./caller-names.ts";
import { markReplayed } from "./mark-replayed.ts";
import { orThrow } from "./or-throw.ts";
import { instantAnswer } from "./wire-fields.ts";
import { toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

const STATUSES = ["dead", "retried", "recovered", "discarded"] as const;

const listInput = z
  .strictObject({
    status: z.enum(STATUSES).default("dead").describe("`dead` waits for an operator; `recovered` went well by itself"),
    cursor: cursorField.optional(),
    limit: limitField,
    direction: z.literal("forward").optional(),
  })
  .prefault({});

const job = z.strictObject({
  id: z.guid(),
  task: z.string(),
  payload: z.record(z.string(), z.unknown()),
  failures: z.int().describe("How often it failed for good, in a row"),
  error: z.string().describe("The last failure"),
  firstFailedAt: instantAnswer,
  lastFailedAt: instantAnswer,
  status: z.enum(STATUSES),
  resolvedAt: instantAnswer.nullable(),
  resolvedBy: z.string().nullable(),
});

const listAnswer = z.strictObject({ items: z.array(job), nextCursor: z.string().nullable() });
const jobInput = z.strictObject({ id: idField });

/** Background jobs that failed every time they were tried. */
export const adminJobsRouter = router({
  list: installationProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/admin/jobs",
        tag: "Admin",
        summary: "Background jobs that failed for good, newest first",
        description: "Kept until somebody resolves them, at least 30 days.",
      },
    })
    .input(listInput)
    .output(listAnswer)
    .query(async ({ ctx, input }) => {
      const { status, cursor = null, limit } = input;
      const page = orThrow(await listDeadJobs(ctx.deps, { status, cursor, limit }));
      return { items: page.items.map(toJobAnswer), nextCursor: page.nextCursor };
    }),

  retry: installationProcedure
    .meta({
      rest: { method: "POST", path: "/admin/jobs/{id}/retry", tag: "Admin", summary: "Have a dead job run again" },
    })
    .input(jobInput)
    .output(job)
    .mutation(({ ctx, input }) => resolve(ctx, { id: input.id, decision: "retry" })),

  discard: installationProcedure
    .meta({ rest: { method: "POST", path: "/admin/jobs/{id}/discard", tag: "Admin", summary: "Dismiss a dead job" } })
    .input(jobInput)
    .output(job)
    .mutation(({ ctx, input }) => resolve(ctx, { id: input.id, decision: "discard" })),
});

type Asking = Parameters<typeof markReplayed>[0] & {
  readonly deps: Parameters<typeof resolveDeadJob>[0];
  readonly caller: Parameters<typeof nameOfCaller>[0];
};

async function resolve(ctx: Asking, asked: { readonly id: string; readonly decision: "retry" | "discard" }) {
  const { requestedBy } = nameOfCaller(ctx.caller);
  const resolved = orThrow(await resolveDeadJob(ctx.deps, { ...asked, resolvedBy: requestedBy }));
  markReplayed(ctx, resolved.outcome);
  return toJobAnswer(resolved.job);
}

function toJobAnswer(dead: DeadJob): z.input<typeof job> {
  return {
    ...dead,
    firstFailedAt: toInstantText(dead.firstFailedAt),
    lastFailedAt: toInstantText(dead.lastFailedAt),
    resolvedAt: toInstantTextOrNull(dead.resolvedAt),
  };
}
