import { z } from "zod";
import { BUSINESS_SCOPES, SCOPES } from "../auth/caller.ts";
import { businessIdField, idField, instantField } from "../trpc/fields.ts";
import { ownerOrOperatorProcedure, router } from "../trpc/procedures.ts";
import { createApiKey } from "../use-cases/create-api-key.ts";
import { listKeys } from "../use-cases/list-keys.ts";
import { revokeKey } from "../use-cases/revoke-key.ts";
import { orThrow } from "./or-throw.ts";

const apiKey = z.strictObject({
  id: z.guid(),
  name: z.string(),
  /** What the key looks like from outside: how it begins and its last four characters. */
  prefix: z.string(),
  last4: z.string(),
  mode: z.enum(["live", "test"]),
  /** Null: an installation key, for every business. */
  businessId: z.guid().nullable(),
  scopes: z.array(z.enum(SCOPES)),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});

const scopes = z
  .array(z.enum(SCOPES))
  .min(1)
  .max(SCOPES.length)
  .refine((list) => new Set(list).size === list.length, "must not repeat a scope")
  .default([...BUSINESS_SCOPES]);

const tag = "API keys";

export const apiKeysRouter = router({
  list: ownerOrOperatorProcedure
    .meta({ rest: { method: "GET", path: "/api-keys", tag, summary: "Keys of the business, revoked ones too" } })
    .input(z.strictObject({ businessId: businessIdField }).optional())
    .output(z.strictObject({ items: z.array(apiKey), nextCursor: z.null() }))
    .query(({ ctx }) => listKeys(ctx.deps, ctx.businessId)),

  create: ownerOrOperatorProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api-keys",
        tag,
        summary: "Make a key",
        description:
          "The secret is in this answer and nowhere else. An operator who names no business makes an installation key.",
      },
    })
    .input(
      z.strictObject({
        businessId: businessIdField,
        name: z.string().trim().min(1).max(200),
        scopes,
        expiresAt: instantField.optional(),
      }),
    )
    .output(z.strictObject({ key: z.string(), apiKey }))
    .mutation(async ({ ctx, input }) =>
      orThrow(await createApiKey(ctx.deps, { caller: ctx.caller, ...input, businessId: ctx.businessId })),
    ),

  revoke: ownerOrOperatorProcedure
    .meta({ rest: { method: "DELETE", path: "/api-keys/{id}", tag, summary: "End a key, at once and for ever" } })
    .input(z.strictObject({ businessId: businessIdField, id: idField }))
    .output(z.strictObject({ apiKey }))
    .mutation(async ({ ctx, input }) =>
      orThrow(await revokeKey(ctx.deps, { id: input.id, businessId: ctx.businessId })),
    ),
});
