import { randomUUID } from "node:crypto";
import { initTRPC } from "@trpc/server";
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import { z } from "zod";
import type { NaiveDatabase } from "./naive-database.ts";
import { recordNaively } from "./naive-usage.ts";

/** The naive transaction behind tRPC's own standalone server, with its input checked as ours is. See stock-trpc.md. */
export function createStockServer(db: NaiveDatabase) {
  const t = initTRPC.context<{ readonly businessId: string | undefined }>().create({ isDev: false });
  const router = t.router({
    "usage.record": t.procedure.input(INPUT).mutation(async ({ ctx, input }) => {
      const results = [];
      for (const { key, businessId, service, quantity, agentId } of input.events) {
        const business = businessId ?? ctx.businessId ?? "";
        const event = { businessId: business, lineId: randomUUID(), key, service, quantity, agentId: agentId ?? null };
        results.push({ key, outcome: await recordNaively(db, event) });
      }
      return { results };
    }),
    "no.op": t.procedure.mutation(() => ({})),
    ready: t.procedure.query(() => ({})),
  });
  return createHTTPServer({
    router,
    createContext: ({ req }) => ({ businessId: req.headers["farebox-business"]?.toString() }),
  });
}

const INPUT = z.strictObject({
  events: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[!-~]{1,255}$/),
        businessId: z.uuid().optional(),
        service: z.string().max(63),
        quantity: z.int().min(1).max(1_000_000_000),
        agentId: z.string().max(200).optional(),
      }),
    )
    .min(1)
    .max(1_000),
});
