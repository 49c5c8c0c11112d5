import { z } from "zod";
import { cursorField, limitField } from "../trpc/fields.ts";
import { endpointsProcedure, endpointsReviewProcedure, router } from "../trpc/procedures.ts";
import { changeWebhookEndpoint, removeWebhookEndpoint } from "../use-cases/change-webhook-endpoint.ts";
import { createWebhookEndpoint } from "../use-cases/create-webhook-endpoint.ts";
import { listWebhookDeliveries, replayWebhookDelivery } from "../use-cases/list-webhook-deliveries.ts";
import { getWebhookEndpoint, listWebhookEndpoints } from "../use-cases/list-webhook-endpoints.ts";
import { rotateWebhookSecret } from "../use-cases/rotate-webhook-secret.ts";
import { testWebhookEndpoint } from "../use-cases/test-webhook-endpoint.ts";
import { orThrow } from "./or-throw.ts";
import {
  changedEndpoint,
  delivery,
  endpoint,
  newEndpoint,
  ofBusiness,
  ofDelivery,
  ofEndpoint,
  tested,
} from "./webhook-endpoints-schemas.ts";

const tag = "Webhook endpoints";
const path = "/webhook-endpoints";

export const webhookEndpointsRouter = router({
  list: endpointsReviewProcedure
    .meta({ rest: { method: "GET", path, tag, summary: "Where notices of the business are sent" } })
    .input(ofBusiness.optional())
    .output(z.strictObject({ items: z.array(endpoint), nextCursor: z.null() }))
    .query(({ ctx }) => listWebhookEndpoints(ctx.deps, ctx.businessId)),

  get: endpointsReviewProcedure
    .meta({ rest: { method: "GET", path: `${path}/{id}`, tag, summary: "One endpoint" } })
    .input(ofEndpoint)
    .output(endpoint)
    .query(async ({ ctx, input }) =>
      orThrow(await getWebhookEndpoint(ctx.deps, { businessId: ctx.businessId, endpointId: input.id })),
    ),

  create: endpointsProcedure
    .meta({
      rest: {
        method: "POST",
        path,
        tag,
        summary: "Have notices sent to an address",
        description: "The secret that signs them is in this answer and nowhere else.",
      },
    })
    .input(newEndpoint)
    .output(z.strictObject({ secret: z.string(), endpoint }))
    .mutation(async ({ ctx, input }) =>
      orThrow(await createWebhookEndpoint(ctx.deps, { caller: ctx.caller, ...input, businessId: ctx.businessId })),
    ),

  update: endpointsProcedure
    .meta({
      rest: {
        method: "PATCH",
        path: `${path}/{id}`,
        tag,
        summary: "Change an endpoint, turn it off or on",
        description: "Turned on again, it gets what waited for it at once.",
      },
    })
    .input(changedEndpoint)
    .output(endpoint)
    .mutation(async ({ ctx, input: { id, businessId: _, ...change } }) =>
      orThrow(await changeWebhookEndpoint(ctx.deps, { businessId: ctx.businessId, endpointId: id, change })),
    ),

  remove: endpointsReviewProcedure
    .meta({ rest: { method: "DELETE", path: `${path}/{id}`, tag, summary: "Remove an endpoint and its secrets" } })
    .input(ofEndpoint)
    .output(z.strictObject({ removed: z.literal(true) }))
    .mutation(async ({ ctx, input }) =>
      orThrow(await removeWebhookEndpoint(ctx.deps, { businessId: ctx.businessId, endpointId: input.id })),
    ),

  rotateSecret: endpointsProcedure
    .meta({
      rest: {
        method: "POST",
        path: `${path}/{id}/rotate-secret`,
        tag,
        summary: "Make a new secret",
        description: "It is in this answer and nowhere else. The old one signs along for 24 hours.",
      },
    })
    .input(ofEndpoint)
    .output(z.strictObject({ secret: z.string(), oldSecretSignsUntil: z.string() }))
    .mutation(async ({ ctx, input }) =>
      orThrow(await rotateWebhookSecret(ctx.deps, { businessId: ctx.businessId, endpointId: input.id })),
    ),

  test: endpointsProcedure
    .meta({
      rest: { method: "POST", path: `${path}/{id}/test`, tag, summary: "Send a test now and see what came of it" },
    })
    .input(ofEndpoint)
    .output(tested)
    .mutation(async ({ ctx, input }) => {
      ctx.deps.limits.countWebhookTest(ctx.businessId);
      return orThrow(await testWebhookEndpoint(ctx.deps, { businessId: ctx.businessId, endpointId: input.id }));
    }),

  deliveries: endpointsReviewProcedure
    .meta({
      rest: { method: "GET", path: `${path}/{id}/deliveries`, tag, summary: "What was sent, with its attempts" },
    })
    .input(
      ofEndpoint.extend({
        cursor: cursorField.optional(),
        limit: limitField,
        direction: z.literal("forward").optional(),
      }),
    )
    .output(z.strictObject({ items: z.array(delivery), nextCursor: z.string().nullable() }))
    .query(async ({ ctx, input: { id, cursor = null, limit } }) =>
      orThrow(await listWebhookDeliveries(ctx.deps, { businessId: ctx.businessId, endpointId: id, cursor, limit })),
    ),

  replay: endpointsProcedure
    .meta({
      rest: {
        method: "POST",
        path: `${path}/{id}/deliveries/{deliveryId}/replay`,
        tag,
        summary: "Send a delivery once more",
        description: "Under the same webhook-id.",
      },
    })
    .input(ofDelivery)
    .output(z.strictObject({ delivery }))
    .mutation(async ({ ctx, input: { id, deliveryId } }) =>
      orThrow(await replayWebhookDelivery(ctx.deps, { businessId: ctx.businessId, endpointId: id, deliveryId })),
    ),
});
