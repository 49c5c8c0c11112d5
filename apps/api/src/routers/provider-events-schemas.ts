import { z } from "zod";
import { cursorField, instantField, limitField } from "../trpc/fields.ts";
import { instantAnswer } from "./wire-fields.ts";

const EVENT_STATUSES = ["pending", "done", "ignored", "quarantined", "poison"] as const;

/** The provider's own id of an event. */
const eventIdField = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x21-\x7e]*$/, "must be visible ASCII without spaces");

export const listEventsInput = z
  .strictObject({
    status: z
      .enum(EVENT_STATUSES)
      .default("quarantined")
      .describe("`quarantined` (it disagrees with our books) and `poison` (it failed every time) wait for an operator"),
    cursor: cursorField.optional(),
    limit: limitField,
    direction: z.literal("forward").optional(),
  })
  .prefault({});

export const eventInput = z.strictObject({ id: eventIdField });

const event = z.strictObject({
  id: z.string(),
  type: z.string(),
  objectId: z.string().nullable(),
  customerId: z.string().nullable(),
  businessId: z.guid().nullable().describe("Known once it was worked on"),
  apiVersion: z.string().nullable(),
  live: z.boolean(),
  createdAt: instantAnswer.describe("At the provider"),
  receivedAt: instantAnswer,
  status: z.enum(EVENT_STATUSES),
  attempts: z.int(),
  nextAttemptAt: instantAnswer.nullable().describe("Null unless it waits"),
  problem: z.string().nullable(),
});

export const listEventsAnswer = z.strictObject({ items: z.array(event), nextCursor: z.string().nullable() });
export const replayEventAnswer = event;
export const eventAnswer = z.strictObject({
  ...event.shape,
  payload: z.record(z.string(), z.unknown()).describe("As it was delivered. What counts is fetched again"),
});

export const reconcileInput = z
  .strictObject({ since: instantField.optional().describe("Left out: the last seven days") })
  .prefault({});

const listReport = z.strictObject({
  listed: z.int(),
  repaired: z.int().describe("Missed before, and booked now"),
  drift: z.int().describe("What could not be booked"),
});

export const reconcileAnswer = z.strictObject({
  since: instantAnswer,
  until: instantAnswer,
  events: z.strictObject({ listed: z.int(), missed: z.int().describe("Never delivered to us") }),
  objects: z.strictObject({
    invoices: listReport,
    payments: listReport,
    checkouts: listReport,
    refunds: listReport,
    disputes: listReport,
    subscriptions: listReport,
  }),
  drift: z
    .array(
      z.strictObject({
        list: z.string(),
        id: z.string(),
        businessId: z.guid().nullable(),
        problem: z.string(),
      }),
    )
    .describe("What our books lack or have otherwise; the first hundred"),
});
