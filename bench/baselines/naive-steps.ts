import { type Instant, localDay, quarterHourStart, SEED_RATE_CARD } from "@farebox/billing-core";
import {
  chargedDays,
  tokenBalances,
  tokenGrants,
  tokenTransactions,
  usageDays,
  usageQuarterHours,
  usageTracking,
} from "@farebox/db";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { entryHash } from "./digests.ts";
import type { Transaction } from "./naive-database.ts";
import type { NaiveEvent } from "./naive-usage.ts";

/** What the naive transactions for usage and for holds have in common. */
export type LockedBalance = Awaited<ReturnType<typeof lockBalance>>;

export async function lockBalance(tx: Transaction, businessId: string) {
  const [balance] = await tx
    .select({
      lastSeq: tokenBalances.lastSeq,
      total: tokenBalances.ledgerTotalMicro,
      lastHash: tokenBalances.lastHash,
      lastRecordedAt: tokenBalances.lastRecordedAt,
      clock: sql<string>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    })
    .from(tokenBalances)
    .where(eq(tokenBalances.businessId, businessId))
    .for("update");
  if (balance === undefined) throw new Error(`no business ${businessId}`);
  return { ...balance, now: Math.max(Number(balance.clock), balance.lastRecordedAt?.getTime() ?? 0) };
}

export async function readGrants(tx: Transaction, businessId: string, now: Instant) {
  const grants = await tx
    .select({ id: tokenGrants.id, remaining: tokenGrants.remainingMicro, expiresAt: tokenGrants.expiresAt })
    .from(tokenGrants)
    .where(and(eq(tokenGrants.businessId, businessId), isNull(tokenGrants.exhaustedAt)))
    .orderBy(
      asc(tokenGrants.priority),
      sql`${tokenGrants.expiresAt} asc nulls last`,
      sql`coalesce(${tokenGrants.costAmountMinor}, 0) > 0`,
      asc(tokenGrants.effectiveAt),
      asc(tokenGrants.createdAt),
      asc(tokenGrants.id),
    );
  return grants.filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > now);
}

export type NaiveLeg = { readonly grantId: string; readonly taken: bigint; readonly left: bigint };

/** What each grant gives, in spending order; null when they cannot pay it all. */
export function drawDown(
  grants: readonly { readonly id: string; readonly remaining: bigint }[],
  charged: bigint,
): readonly NaiveLeg[] | null {
  const legs: NaiveLeg[] = [];
  let owed = charged;
  for (const { id, remaining } of grants) {
    if (owed === 0n) break;
    let taken = owed;
    if (remaining < owed) taken = remaining;
    legs.push({ grantId: id, taken, left: remaining - taken });
    owed -= taken;
  }
  return owed === 0n ? legs : null;
}

export type Booking = {
  readonly event: Omit<NaiveEvent, "key"> & { readonly key: string | null; readonly callId?: string };
  readonly account: LockedBalance;
  readonly charged: bigint;
  readonly legs: readonly NaiveLeg[];
  readonly occurredAt?: Instant;
};

/** Line, ledger, grants, roll-ups, balance. */
export async function book(tx: Transaction, { event, account, charged, legs, occurredAt }: Booking): Promise<void> {
  const { businessId, service, quantity } = event;
  const at = new Date(account.now);
  const happened = new Date(occurredAt ?? account.now);
  const agentId = event.agentId ?? "";
  const balanceAfter = account.total - charged;
  await tx.insert(usageTracking).values({
    businessId,
    id: event.lineId,
    key: event.key,
    holdId: event.callId === undefined ? null : event.lineId,
    ref: event.callId ?? null,
    service,
    quantity: BigInt(quantity),
    occurredAt: happened,
    recordedAt: at,
    agentId: event.agentId,
    rateCardId: SEED_RATE_CARD.id,
    rateVersion: SEED_RATE_CARD.version,
    chargedMicro: charged,
    balanceAfterMicro: balanceAfter,
  });
  const { rows, lastHash } = ledgerRows({ event, account, legs, happened });
  await tx.insert(tokenTransactions).values(rows);
  for (const { grantId, left } of legs) {
    await tx
      .update(tokenGrants)
      .set({ remainingMicro: left, exhaustedAt: left === 0n ? at : null })
      .where(and(eq(tokenGrants.businessId, businessId), eq(tokenGrants.id, grantId)));
  }
  const sums = { events: 1n, quantity: BigInt(quantity), chargedMicro: charged };
  await tx
    .insert(usageQuarterHours)
    .values({ businessId, quarterStart: new Date(quarterHourStart(happened.getTime())), service, ...sums })
    .onConflictDoUpdate({
      target: [usageQuarterHours.businessId, usageQuarterHours.quarterStart, usageQuarterHours.service],
      set: added(usageQuarterHours),
    });
  await tx
    .insert(usageDays)
    .values({ businessId, day: localDay(happened.getTime(), "UTC"), service, agentId, ...sums })
    .onConflictDoUpdate({
      target: [usageDays.businessId, usageDays.day, usageDays.service, usageDays.agentId],
      set: added(usageDays),
    });
  await tx
    .insert(chargedDays)
    .values({ businessId, day: localDay(account.now, "UTC"), agentId, chargedMicro: charged })
    .onConflictDoUpdate({
      target: [chargedDays.businessId, chargedDays.day, chargedDays.agentId],
      set: { chargedMicro: sql`${chargedDays.chargedMicro} + excluded.charged_micro` },
    });
  await tx
    .update(tokenBalances)
    .set({
      version: sql`${tokenBalances.version} + 1`,
      lastSeq: account.lastSeq + BigInt(legs.length),
      ledgerTotalMicro: balanceAfter,
      lastRecordedAt: at,
      lastHash,
      updatedAt: at,
    })
    .where(eq(tokenBalances.businessId, businessId));
}

function added(table: typeof usageQuarterHours | typeof usageDays) {
  return {
    events: sql`${table.events} + excluded.events`,
    quantity: sql`${table.quantity} + excluded.quantity`,
    chargedMicro: sql`${table.chargedMicro} + excluded.charged_micro`,
  };
}

function ledgerRows({
  event,
  account,
  legs,
  happened,
}: Pick<Booking, "event" | "account" | "legs"> & { happened: Date }) {
  let { lastSeq: seq, total, lastHash } = account;
  const rows = legs.map(({ grantId, taken }, index) => {
    seq += 1n;
    total -= taken;
    const entry = {
      businessId: event.businessId,
      seq,
      runId: event.lineId,
      leg: index + 1,
      legs: legs.length,
      kind: "usage",
      amountMicro: -taken,
      grantId,
      balanceAfterMicro: total,
      occurredAt: happened,
      recordedAt: new Date(account.now),
    };
    lastHash = entryHash(lastHash, entry);
    return { ...entry, hash: lastHash };
  });
  return { rows, lastHash };
}
