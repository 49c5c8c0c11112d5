import type { Grant } from "@farebox/billing-core";
import { fromTokens, type MicroTokens, toTokens } from "@farebox/billing-core";
import { adminProcedure, router } from "../trpc/procedures.ts";
import { createGrant } from "../use-cases/create-grant.ts";
import { createGrantAnswer, createGrantInput } from "./grants-schemas.ts";
import { markReplayed } from "./mark-replayed.ts";
import { orThrow } from "./or-throw.ts";
import { fromInstantTextOrNull, toInstantText, toInstantTextOrNull } from "./wire-instants.ts";

export const grantsRouter = router({
  create: adminProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/grants",
        tag: "Grants",
        summary: "Give tokens, once per key",
        idempotencyField: "key",
      },
    })
    .input(createGrantInput)
    .output(createGrantAnswer)
    .mutation(async ({ ctx, input }) => {
      const granted = await createGrant(ctx.deps, {
        businessId: ctx.businessId,
        key: input.key,
        source: input.source,
        tokens: fromTokens(input.tokens) as MicroTokens,
        priority: input.priority,
        effectiveAt: fromInstantTextOrNull(input.effectiveAt),
        expiresAt: fromInstantTextOrNull(input.expiresAt),
        reason: input.reason,
      });
      const { outcome, grant, balanceAfter } = orThrow(granted);
      markReplayed(ctx, outcome);
      return { outcome, grant: toGrantAnswer(grant), balanceAfter: toTokens(balanceAfter) };
    }),
});

function toGrantAnswer(grant: Grant) {
  return {
    id: grant.id,
    source: grant.source,
    original: toTokens(grant.original),
    remaining: toTokens(grant.remaining),
    priority: grant.priority,
    effectiveAt: toInstantText(grant.effectiveAt),
    expiresAt: toInstantTextOrNull(grant.expiresAt),
    reason: grant.reason,
    createdAt: toInstantText(grant.createdAt),
  };
}
