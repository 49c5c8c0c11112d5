import { HOLD_STATUSES, toTokens } from "@farebox/billing-core";
import type { UsageLineRow } from "@farebox/db/reads";
import { z } from "zod";
import { businessIdField, cursorField, instantField, labelField } from "../trpc/fields.ts";
import { readProcedure } from "../trpc/procedures.ts";
import { findUsage, listUsageLines } from "../use-cases/list-usage-lines.ts";
import { orThrow } from "./or-throw.ts";
import { instantAnswer, tokensAnswer } from "./wire-fields.ts";
import { toInstantText } from "./wire-instants.ts";

const listLinesInput = z.strictObject({
  businessId: businessIdField,
  from: instantField.describe("When it happened; included"),
  to: instantField.describe("When it happened; not included"),
  cursor: cursorField.optional(),
  limit: z.int().min(1).max(1_000).default(200),
  direction: z.literal("forward").optional(),
});

const MOST_REFS = 500;

const findInput = z.strictObject({
  businessId: businessIdField,
  refs: z.array(labelField).min(1).max(MOST_REFS),
});

const line = z.strictObject({
  id: z.guid(),
  key: z.string().nullable(),
  ref: z.string().nullable().describe("Of a call its `callId`"),
  service: z.string(),
  quantity: z.int(),
  charged: tokensAnswer,
  occurredAt: instantAnswer,
  agentId: z.string().nullable(),
  status: z.enum(["standing", "corrected"]).describe("`corrected`: reversed later; another line may stand in for it"),
  call: z.strictObject({ holdId: z.guid(), status: z.enum(HOLD_STATUSES) }).nullable(),
});

const listLinesAnswer = z.strictObject({ items: z.array(line), nextCursor: z.string().nullable() });

const findAnswer = z.strictObject({
  lines: z.array(line),
  unbooked: z.array(
    z.strictObject({
      id: z.guid(),
      ref: z.string(),
      service: z.string(),
      status: z
        .enum(["waits_for_review", "rejected", "open"])
        .describe("A late event that waits or was rejected, or a call that still runs"),
    }),
  ),
});

/** Lines one by one, for whoever compares them with a book of their own: part of `usageRouter`. */
export const usageLineProcedures = {
  lines: readProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/usage/lines",
        tag: "Usage",
        summary: "Usage lines of a range, in the order in which they happened",
        description: "Those that were reversed later are among them and say so.",
      },
    })
    .input(listLinesInput)
    .output(listLinesAnswer)
    .query(async ({ ctx, input }) => {
      const page = await listUsageLines(ctx.deps, {
        reader: ctx.caller,
        businessId: ctx.businessId,
        from: Date.parse(input.from),
        to: Date.parse(input.to),
        cursor: input.cursor ?? null,
        limit: input.limit,
      });
      const { items, nextCursor } = orThrow(page);
      return { items: items.map(toLineAnswer), nextCursor };
    }),

  find: readProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/usage/find",
        tag: "Usage",
        summary: "Everything that came under some references",
        description: "Lines whenever they happened, late events that wait or were rejected, and calls that still run.",
      },
    })
    .input(findInput)
    .output(findAnswer)
    .query(async ({ ctx, input }) => {
      const found = await findUsage(ctx.deps, { reader: ctx.caller, businessId: ctx.businessId, refs: input.refs });
      return { lines: found.lines.map(toLineAnswer), unbooked: [...found.unbooked] };
    }),
};

function toLineAnswer(row: UsageLineRow): z.input<typeof line> {
  return {
    id: row.id,
    key: row.key,
    ref: row.ref,
    service: row.service,
    quantity: row.quantity,
    charged: toTokens(row.charged),
    occurredAt: toInstantText(row.occurredAt),
    agentId: row.agentId,
    status: row.isCorrected ? "corrected" : "standing",
    call: row.holdId === null || row.holdStatus === null ? null : { holdId: row.holdId, status: row.holdStatus },
  };
}
