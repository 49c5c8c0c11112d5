import { NOTICE_KINDS } from "@farebox/billing-core";
import { z } from "zod";
import { businessIdField, cursorField, idField, limitField } from "../trpc/fields.ts";
import { instantAnswer } from "./wire-fields.ts";

const kind = z.enum(NOTICE_KINDS);

export const listNoticesInput = z
  .strictObject({
    businessId: businessIdField,
    cursor: cursorField.optional(),
    limit: limitField,
    direction: z.literal("forward").optional(),
  })
  .prefault({});

const noticeAnswer = z.strictObject({
  id: z.guid(),
  kind,
  title: z.string(),
  text: z.string(),
  link: z.strictObject({
    label: z.string(),
    url: z.string().describe("From the root of this site, or an address elsewhere"),
  }),
  details: z
    .record(z.string(), z.unknown())
    .describe("By kind, as webhooks carry it: tokens are numbers, times RFC 3339"),
  createdAt: instantAnswer,
  readAt: instantAnswer.nullable().describe("When the caller read it; null for a key"),
});

export const noticesAnswer = z.strictObject({
  items: z.array(noticeAnswer),
  nextCursor: z.string().nullable(),
  unread: z.int().describe("Of all there are; 0 for a key"),
});

export const readNoticesInput = z
  .strictObject({
    businessId: businessIdField,
    ids: z.array(idField).min(1).max(200).optional(),
    all: z.literal(true).optional(),
  })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), {
    path: ["ids"],
    message: "or all, one of them",
  });

export const unreadAnswer = z.strictObject({ unread: z.int() });

const preference = z.strictObject({ kind, email: z.boolean() });

export const getPreferencesInput = z.strictObject({ businessId: businessIdField }).prefault({});
export const setPreferencesInput = z.strictObject({
  businessId: businessIdField,
  items: z.array(preference).min(1).max(NOTICE_KINDS.length),
});
export const preferencesAnswer = z.strictObject({ items: z.array(preference) });
