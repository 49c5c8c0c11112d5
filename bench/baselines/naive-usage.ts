import { charge, type Instant } from "@farebox/billing-core";
import { idempotencyKeys, usageTracking } from "@farebox/db";
import { and, eq, TransactionRollbackError } from "drizzle-orm";
import { keyDigest } from "./digests.ts";
import type { NaiveDatabase, Transaction } from "./naive-database.ts";
import { book, drawDown, lockBalance, readGrants } from "./naive-steps.ts";
import { rateOf } from "./rates.ts";

/**
 * Recording one event as a good engineer writes it with drizzle: one transaction that locks the balance, takes the key, reads
 * the grants in spending order, and writes line, ledger rows, grants, roll-ups and balance. See naive-transaction.md.
 */
export async function recordNaively(db: NaiveDatabase, event: NaiveEvent): Promise<NaiveOutcome> {
  const charged = charge(rateOf(event.service), event.quantity);
  const recorded = db.transaction(async (tx): Promise<NaiveOutcome> => {
    const account = await lockBalance(tx, event.businessId);
    const isNew = await takeKey(tx, event, account.now);
    if (!isNew) return readFirstAnswer(tx, event);
    const legs = drawDown(await readGrants(tx, event.businessId, account.now), charged);
    // Nothing that was written so far may stay, so the key goes with it.
    if (legs === null) return tx.rollback();
    await book(tx, { event, account, charged, legs });
    return "recorded";
  });
  return recorded.catch((error: unknown) => {
    if (error instanceof TransactionRollbackError) return "refused";
    throw error;
  });
}

export type NaiveOutcome = "recorded" | "replayed" | "mismatch" | "refused";

export type NaiveEvent = {
  readonly businessId: string;
  readonly lineId: string;
  readonly key: string;
  readonly service: string;
  readonly quantity: number;
  readonly agentId: string | null;
};

async function takeKey(tx: Transaction, event: NaiveEvent, now: Instant): Promise<boolean> {
  const taken = await tx
    .insert(idempotencyKeys)
    .values({
      businessId: event.businessId,
      scope: "usage",
      keyDigest: keyDigest(event.key),
      subjectKind: "usage",
      subjectId: event.lineId,
      recordedAt: new Date(now),
    })
    .onConflictDoNothing()
    .returning({ subjectId: idempotencyKeys.subjectId });
  return taken.length === 1;
}

/** A repeat is answered like the first time, unless it says something else. */
async function readFirstAnswer(tx: Transaction, event: NaiveEvent): Promise<NaiveOutcome> {
  const [first] = await tx
    .select({ service: usageTracking.service, quantity: usageTracking.quantity, agentId: usageTracking.agentId })
    .from(idempotencyKeys)
    .innerJoin(
      usageTracking,
      and(eq(usageTracking.businessId, idempotencyKeys.businessId), eq(usageTracking.id, idempotencyKeys.subjectId)),
    )
    .where(
      and(
        eq(idempotencyKeys.businessId, event.businessId),
        eq(idempotencyKeys.scope, "usage"),
        eq(idempotencyKeys.keyDigest, keyDigest(event.key)),
      ),
    );
  const isSame =
    first?.service === event.service && first.quantity === BigInt(event.quantity) && first.agentId === event.agentId;
  return isSame ? "replayed" : "mismatch";
}
