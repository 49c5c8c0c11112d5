import { HOUR_MS, trialGrant } from "@farebox/billing-core";
import { type Database, insertBusinessOnce, setClockOffset } from "@farebox/db";
import { type DemoBusiness, toCommand } from "@farebox/demo";
import type { Ledger } from "../../ledger/ledger.ts";
import { newId } from "../../new-id.ts";
import type { DemoProgress } from "./demo-progress.ts";
import { type MoneyClock, readMoneyClock } from "./money-clock.ts";
import { submitWhole } from "./submit-whole.ts";

type FillOptions = {
  readonly businesses: readonly DemoBusiness[];
  readonly ownerUserId: string;
  /** Aborted when the product stops: the next start goes on. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DemoProgress) => void;
};

type Parts = { readonly db: Database; readonly ledger: Ledger };

/** What somebody looks at first is filled in hour by hour, the rest in longer steps: it is the same history, charged less finely. */
const OWNERS_STEP_MS = HOUR_MS;
const OTHERS_STEP_MS = 6 * HOUR_MS;

/**
 * Lets the demo businesses live through their four weeks, through the same ledger as everybody. Each one's clock is set back to
 * its beginning and moved forward step by step, so that everything is recorded, and expires, at its time. Every grant and
 * event has its key: done again, or gone on with after a kill, it changes nothing that is there.
 */
export async function fillDemo(parts: Parts, options: FillOptions): Promise<void> {
  const total = options.businesses.reduce((sum, { entries }) => sum + entries.length, 0);
  let done = 0;
  const advance = (count: number) => {
    done += count;
    options.onProgress({ isFilling: true, done, total });
  };
  advance(0);
  const clock = await readMoneyClock(parts.db);
  for (const isDemoOwners of [true, false]) {
    const group = options.businesses.filter((business) => business.isDemoOwners === isDemoOwners);
    await Promise.all(group.map((business) => fillBusiness(parts, { ...options, business, clock, advance })));
  }
}

type BusinessFill = FillOptions & {
  readonly business: DemoBusiness;
  readonly clock: MoneyClock;
  readonly advance: (count: number) => void;
};

async function fillBusiness(
  { db, ledger }: Parts,
  { business, ownerUserId, signal, clock, advance }: BusinessFill,
): Promise<void> {
  const { id: businessId, startAt, entries, isDemoOwners } = business;
  await insertBusinessOnce(db.service, {
    id: businessId,
    name: business.name,
    slug: business.slug,
    timeZone: business.timeZone,
    createdBy: isDemoOwners ? ownerUserId : null,
    clockOffsetMs: clock.offsetTo(startAt),
    owner: isDemoOwners ? { memberId: newId(), userId: ownerUserId } : null,
  });
  await submitWhole(ledger, businessId, [trialGrant({ businessId, grantId: newId() })]);

  const stepMs = isDemoOwners ? OWNERS_STEP_MS : OTHERS_STEP_MS;
  const stepOf = (at: number) => Math.max(1, Math.ceil((at - startAt) / stepMs));
  for (let next = 0; next < entries.length && !signal.aborted; ) {
    const step = stepOf(entries[next]?.at ?? 0);
    let end = next + 1;
    while (end < entries.length && stepOf(entries[end]?.at ?? 0) === step) end += 1;
    const due = entries.slice(next, end);
    await setClockOffset(db.service, { businessId, clockOffsetMs: clock.offsetTo(startAt + step * stepMs) });
    await submitWhole(
      ledger,
      businessId,
      due.map((entry) => toCommand(entry, newId)),
    );
    advance(due.length);
    next = end;
  }
  if (!signal.aborted) await setClockOffset(db.service, { businessId, clockOffsetMs: 0 });
}
