import type { Grant } from "../account.ts";
import { compareSpendOrder } from "../grants.ts";
import { DAY_MS, type Instant } from "../instants.ts";

/** Tokens that can be spent for a while; `left` in micro-tokens as a plain number. */
export type Lot = { readonly grant: Grant; readonly left: number };

/** How a stock of tokens fares under one course of use. */
export type Run = {
  /** When nothing can be spent any more for the first time; null: not before the end. */
  readonly emptyAt: Instant | null;
  /** What can be spent after 0, 1, 2 … days; 0 from `emptyAt` on. */
  readonly leftByDay: readonly number[];
  /** What lapses without having been spent. */
  readonly lapses: readonly { readonly at: Instant; readonly tokens: number }[];
};

/**
 * Spends lots in spending order along a course of use, through everything that becomes spendable and everything that
 * expires, until nothing is left or the end is reached.
 *
 * @param burn micro-tokens used from now to a number of days ahead: rises with it, and is 0 at 0.
 */
export function runForward({
  lots,
  burn,
  now,
  until,
}: {
  readonly lots: readonly Lot[];
  readonly burn: (elapsedDays: number) => number;
  readonly now: Instant;
  readonly until: Instant;
}): Run {
  const stock = lots.map((lot) => ({ ...lot })).sort((left, right) => compareSpendOrder(left.grant, right.grant));
  const leftByDay: number[] = [];
  const lapses: { at: Instant; tokens: number }[] = [];
  let at = now;
  let burned = 0;
  for (const next of turningPoints(lots, now, until)) {
    const open = stock.filter(({ grant }) => isOpen(grant, at));
    const have = open.reduce((total, { left }) => total + left, 0);
    if ((at - now) % DAY_MS === 0) leftByDay.push(have);
    const willBeBurned = burn((next - now) / DAY_MS);
    if (willBeBurned - burned >= have) {
      const emptyAt = now + whenBurned(burned + have);
      const days = Math.floor((until - now) / DAY_MS) + 1;
      return { emptyAt, leftByDay: [...leftByDay, ...Array(days - leftByDay.length).fill(0)], lapses };
    }
    let spend = willBeBurned - burned;
    for (const lot of open) {
      const taken = Math.min(lot.left, spend);
      lot.left -= taken;
      spend -= taken;
      if (lot.grant.expiresAt === next && lot.left > 0) lapses.push({ at: next, tokens: lot.left });
    }
    at = next;
    burned = willBeBurned;
  }
  const atEnd = stock.filter(({ grant }) => isOpen(grant, until)).reduce((total, { left }) => total + left, 0);
  return { emptyAt: null, leftByDay: (until - now) % DAY_MS === 0 ? [...leftByDay, atEnd] : leftByDay, lapses };

  /** By halves, to the millisecond, because no course need have an inverse that can be written down. */
  function whenBurned(amount: number): number {
    let early = at - now - 1;
    let late = until - now;
    while (late - early > 1) {
      const middle = Math.floor((early + late) / 2);
      if (burn(middle / DAY_MS) < amount) early = middle;
      else late = middle;
    }
    return late;
  }
}

/** Where something begins, ends or is told: every day from now, and the end. Rising, the first after now. */
function turningPoints(lots: readonly Lot[], now: Instant, until: Instant): readonly Instant[] {
  const points = new Set<Instant>([until]);
  for (let day = now + DAY_MS; day < until; day += DAY_MS) points.add(day);
  for (const { grant } of lots) {
    points.add(grant.effectiveAt);
    if (grant.expiresAt !== null) points.add(grant.expiresAt);
  }
  return [...points].filter((point) => point > now && point <= until).sort((left, right) => left - right);
}

function isOpen({ effectiveAt, expiresAt }: Grant, at: Instant): boolean {
  return effectiveAt <= at && (expiresAt === null || at < expiresAt);
}
