import { z } from "zod";
import { NOTICE_TYPES } from "../notices/notice-wire.ts";
import { businessIdField, idField } from "../trpc/fields.ts";

const eventType = z.enum(Object.values(NOTICE_TYPES));

const url = z.string().min(1).max(2_000).describe("https, to a public host; no user name, no fragment");
const description = z.string().trim().max(200);
const events = z
  .array(eventType)
  .min(1)
  .max(eventType.options.length)
  .refine((list) => new Set(list).size === list.length, "must not repeat an event")
  .nullable()
  .describe("Null: every event, also those that come later");

export const ofBusiness = z.strictObject({ businessId: businessIdField });
export const ofEndpoint = ofBusiness.extend({ id: idField });
export const ofDelivery = ofEndpoint.extend({ deliveryId: idField });

export const newEndpoint = ofBusiness.extend({
  url,
  description: description.default(""),
  events: events.default(null),
});

export const changedEndpoint = ofEndpoint.extend({
  url: url.optional(),
  description: description.optional(),
  events: events.optional(),
  enabled: z.boolean().optional(),
});

const instant = z.string();

export const endpoint = z.strictObject({
  id: z.guid(),
  url: z.string(),
  description: z.string(),
  events: z.array(eventType).nullable(),
  status: z.enum(["enabled", "failing", "disabled"]),
  disabledReason: z.enum(["by_owner", "gone", "failing"]).nullable(),
  createdAt: instant,
  disabledAt: instant.nullable(),
  failingSince: instant.nullable(),
  lastDeliveredAt: instant.nullable(),
  /** Until when the secret before the last rotation signs along. */
  oldSecretSignsUntil: instant.nullable(),
});

const attempted = {
  status: z.int().nullable(),
  durationMs: z.int(),
  problem: z.string().nullable(),
  /** How the answer began, at most 1 KiB. */
  answer: z.string().nullable(),
};

export const delivery = z.strictObject({
  id: z.guid(),
  webhookId: z.string(),
  type: eventType,
  status: z.enum(["pending", "delivered", "failed", "dropped"]),
  attempts: z.int(),
  nextAttemptAt: instant.nullable(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  log: z.array(z.strictObject({ id: z.guid(), at: instant, ...attempted })),
});

export const tested = z.strictObject({
  delivered: z.boolean(),
  webhookId: z.string(),
  ...attempted,
  why: z.string().nullable(),
});
