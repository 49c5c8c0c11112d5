import {
  affordable,
  CALL_FLOOR,
  charge,
  HOLD_GRACE_MS,
  SECOND_MS,
  SEED_RATE_CARD,
  SLICE_SECONDS,
} from "@farebox/billing-core";
import { idempotencyKeys, tokenBalances, tokenHolds } from "@farebox/db";
import { and, eq, isNull, sql } from "drizzle-orm";
import { keyDigest } from "./digests.ts";
import type { NaiveDatabase, Transaction } from "./naive-database.ts";
import { book, drawDown, lockBalance, readGrants } from "./naive-steps.ts";
import { rateOf } from "./rates.ts";

/** A live call the usual way, a transaction for each step. See naive-transaction.md. */
export function openNaively(db: NaiveDatabase, { businessId, holdId, callId, service }: NaiveCall): Promise<void> {
  return db.transaction(async (tx) => {
    const account = await lockBalance(tx, businessId);
    const rate = rateOf(service);
    const firstSlice = charge(rate, SLICE_SECONDS);
    let held: bigint = CALL_FLOOR;
    if (firstSlice > held) held = firstSlice;
    if ((await availableOf(tx, businessId, account.now)) < held) return tx.rollback();
    const taken = { scope: "hold", keyDigest: keyDigest(callId), subjectKind: "hold", subjectId: holdId };
    await tx.insert(idempotencyKeys).values({ businessId, ...taken, recordedAt: new Date(account.now) });
    const grantedSeconds = affordable(rate, held);
    await tx.insert(tokenHolds).values({
      businessId,
      id: holdId,
      callId,
      service,
      rateCardId: SEED_RATE_CARD.id,
      rateVersion: SEED_RATE_CARD.version,
      status: "open",
      openedAt: new Date(account.now),
      lastSeq: 0n,
      elapsedSeconds: 0,
      accruedMicro: 0n,
      heldMicro: held,
      lentMicro: 0n,
      grantedSeconds,
      expiresAt: expiryOf(account.now, grantedSeconds),
    });
    await bumpVersion(tx, businessId, account.now);
  });
}

export type NaiveCall = {
  readonly businessId: string;
  readonly holdId: string;
  readonly callId: string;
  readonly service: string;
};

export type Heartbeat = Pick<NaiveCall, "businessId" | "holdId"> & {
  readonly seq: number;
  readonly elapsedSeconds: number;
};

export function extendNaively(
  db: NaiveDatabase,
  { businessId, holdId, seq, elapsedSeconds }: Heartbeat,
): Promise<void> {
  return db.transaction(async (tx) => {
    const account = await lockBalance(tx, businessId);
    const hold = await readOpenHold(tx, { businessId, holdId });
    const rate = rateOf(hold.service);
    const grantedSeconds = Math.max(hold.grantedSeconds, elapsedSeconds + SLICE_SECONDS);
    const more = charge(rate, grantedSeconds) - hold.heldMicro;
    if (more > 0n && (await availableOf(tx, businessId, account.now)) < more) return tx.rollback();
    await tx
      .update(tokenHolds)
      .set({
        lastSeq: BigInt(seq),
        elapsedSeconds,
        accruedMicro: charge(rate, elapsedSeconds),
        heldMicro: charge(rate, grantedSeconds),
        grantedSeconds,
        expiresAt: expiryOf(hold.openedAt.getTime(), grantedSeconds),
      })
      .where(isHold(businessId, holdId));
    await bumpVersion(tx, businessId, account.now);
  });
}

export function captureNaively(
  db: NaiveDatabase,
  { businessId, holdId, elapsedSeconds }: Omit<Heartbeat, "seq">,
): Promise<void> {
  return db.transaction(async (tx) => {
    const account = await lockBalance(tx, businessId);
    const hold = await readOpenHold(tx, { businessId, holdId });
    const { service, callId, agentId } = hold;
    const charged = charge(rateOf(service), elapsedSeconds);
    const legs = drawDown(await readGrants(tx, businessId, account.now), charged);
    if (legs === null) return tx.rollback();
    const event = { businessId, lineId: holdId, key: null, callId, service, quantity: elapsedSeconds, agentId };
    await book(tx, { event, account, charged, legs, occurredAt: hold.openedAt.getTime() });
    await tx
      .update(tokenHolds)
      .set({
        status: "captured",
        elapsedSeconds,
        accruedMicro: charged,
        heldMicro: 0n,
        closedAt: new Date(account.now),
        lineId: holdId,
      })
      .where(isHold(businessId, holdId));
  });
}

async function readOpenHold(tx: Transaction, { businessId, holdId }: Pick<NaiveCall, "businessId" | "holdId">) {
  const [hold] = await tx.select().from(tokenHolds).where(isHold(businessId, holdId));
  if (hold?.status !== "open") throw new Error(`hold ${holdId} is not open`);
  return hold;
}

async function availableOf(tx: Transaction, businessId: string, now: number): Promise<bigint> {
  const grants = await readGrants(tx, businessId, now);
  const [live] = await tx
    .select({ held: sql<string>`coalesce(sum(${tokenHolds.heldMicro}), 0)` })
    .from(tokenHolds)
    .where(and(eq(tokenHolds.businessId, businessId), isNull(tokenHolds.closedAt)));
  return grants.reduce((sum, { remaining }) => sum + remaining, 0n) - BigInt(live?.held ?? 0);
}

async function bumpVersion(tx: Transaction, businessId: string, now: number): Promise<void> {
  await tx
    .update(tokenBalances)
    .set({ version: sql`${tokenBalances.version} + 1`, lastRecordedAt: new Date(now), updatedAt: new Date(now) })
    .where(eq(tokenBalances.businessId, businessId));
}

function isHold(businessId: string, holdId: string) {
  return and(eq(tokenHolds.businessId, businessId), eq(tokenHolds.id, holdId));
}

function expiryOf(openedAt: number, grantedSeconds: number): Date {
  return new Date(openedAt + grantedSeconds * SECOND_MS + HOLD_GRACE_MS);
}
