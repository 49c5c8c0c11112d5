import { DAY_MS, HOUR_MS, type Instant, MICRO_PER_TOKEN, MINUTE_MS, microTokens } from "@farebox/billing-core";
import type { DemoGrant } from "./history.ts";
import type { Ending, Extra, Profile } from "./profile.ts";

/** What a business was charged, and when. */
export type Charge = { readonly at: Instant; readonly amount: bigint };

const TRIAL = 100n * MICRO_PER_TOKEN;
const WEEKLY_GRANULARITY_TOKENS = 50;

/**
 * A promotion ends half an hour after a full hour of the history. The history is filled in hour by hour, and what happened
 * in an hour is charged at its end: so a promotion still pays for its last hour.
 */
const AFTER_THE_HOUR_MS = 30 * MINUTE_MS;

type Life = {
  readonly profile: Profile;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly charges: readonly Charge[];
};

/**
 * The grants that let a business live through its charges and end in the state its profile names: promotions as named, and
 * week by week just enough tokens by hand, the last week's so that the ending comes out.
 */
export function planGrants(life: Life): readonly DemoGrant[] {
  const { profile, startAt, endAt } = life;
  const { ending } = profile;
  if (ending.kind === "trial") return [];
  const promotions = profile.extras.flatMap((extra) => promotionOf(extra, life));
  // What lapsed promotions paid is out of the sum: they are spent first and sized for their days.
  const isPaidByLapsed = (at: Instant) =>
    profile.extras.some(
      (extra) =>
        extra.kind === "lapsed_promotion" &&
        at > startAt + extra.fromDay * DAY_MS &&
        at <= startAt + extra.untilDay * DAY_MS,
    );
  const owedUntil = (until: Instant) =>
    life.charges
      .filter(({ at }) => at <= until && !isPaidByLapsed(at))
      .reduce((sum, charge) => sum + charge.amount, 0n);
  const expiring = promotions.filter((grant) => grant.expiresAt !== null && grant.expiresAt > endAt);

  let arrived = TRIAL;
  const weekly = weeksOf(profile, endAt - startAt).flatMap(
    ({ fromMs, untilMs, isLast }, week): readonly DemoGrant[] => {
      const promised = isLast ? expiring.reduce((sum, grant) => sum + grant.tokens, 0n) : 0n;
      const missing = owedUntil(startAt + untilMs) - arrived - promised;
      const amount = isLast ? lastAmount(ending, missing) : roundUp(missing, WEEKLY_GRANULARITY_TOKENS);
      if (amount <= 0n) return [];
      arrived += amount;
      return [
        grantOf(profile, {
          name: `week-${week + 1}`,
          at: startAt + fromMs,
          amount,
          source: "adjustment",
          reason: "Tokens for the coming days, invoiced by hand",
        }),
      ];
    },
  );
  return [...promotions, ...weekly];
}

type Week = { readonly fromMs: number; readonly untilMs: number; readonly isLast: boolean };

function weeksOf(profile: Profile, lengthMs: number): readonly Week[] {
  const lateDay = profile.extras.find((extra) => extra.kind === "was_overdrawn")?.onDay;
  const weeks: Week[] = [];
  for (let fromMs = 0; fromMs < lengthMs; fromMs += 7 * DAY_MS) {
    const untilMs = Math.min(fromMs + 7 * DAY_MS, lengthMs);
    const isLate = lateDay !== undefined && lateDay * DAY_MS >= fromMs && lateDay * DAY_MS < untilMs;
    weeks.push({ fromMs: isLate ? (lateDay + 1) * DAY_MS : fromMs, untilMs, isLast: untilMs === lengthMs });
  }
  return weeks;
}

function lastAmount(ending: Exclude<Ending, { readonly kind: "trial" }>, missing: bigint): bigint {
  if (ending.kind === "empty") return missing;
  if (ending.kind === "left") return roundUp(missing + BigInt(ending.tokens) * MICRO_PER_TOKEN, ending.granularity);
  return roundUp(missing - BigInt(ending.tokens + 10) * MICRO_PER_TOKEN, 10);
}

function promotionOf(extra: Extra, { profile, startAt, endAt, charges }: Life): readonly DemoGrant[] {
  switch (extra.kind) {
    case "lapsed_promotion": {
      const from = startAt + extra.fromDay * DAY_MS;
      const until = startAt + extra.untilDay * DAY_MS;
      const spent = charges
        .filter(({ at }) => at > from && at <= until)
        .reduce((sum, charge) => sum + charge.amount, 0n);
      const amount = roundUp(spent + BigInt(extra.surplusTokens) * MICRO_PER_TOKEN, 50);
      return [
        grantOf(profile, {
          name: "opening",
          at: from,
          amount,
          source: "promotion",
          expiresAt: until + AFTER_THE_HOUR_MS,
          reason: "Opening offer",
        }),
      ];
    }
    case "expiring_promotion": {
      const amount = BigInt(extra.tokens) * MICRO_PER_TOKEN;
      const expiresAt = endAt + extra.hoursLeft * HOUR_MS;
      return [
        grantOf(profile, {
          name: "season",
          at: endAt - 6 * HOUR_MS,
          amount,
          source: "promotion",
          expiresAt,
          reason: "Season's offer",
        }),
      ];
    }
    case "upcoming_grant": {
      const amount = BigInt(extra.tokens) * MICRO_PER_TOKEN;
      const effectiveAt = endAt + extra.inDays * DAY_MS;
      return [
        grantOf(profile, {
          name: "upcoming",
          at: endAt - 12 * HOUR_MS,
          amount,
          source: "adjustment",
          effectiveAt,
          reason: "Ordered for next month",
        }),
      ];
    }
    case "was_overdrawn":
      return [];
  }
}

type GrantDetails = {
  readonly name: string;
  readonly at: Instant;
  readonly amount: bigint;
  readonly source: DemoGrant["source"];
  readonly effectiveAt?: Instant;
  readonly expiresAt?: Instant;
  readonly reason: string;
};

function grantOf(
  profile: Profile,
  { name, at, amount, source, effectiveAt, expiresAt, reason }: GrantDetails,
): DemoGrant {
  return {
    kind: "grant",
    key: `demo:${profile.slug}:${name}`,
    at,
    source,
    tokens: microTokens(amount),
    effectiveAt: effectiveAt ?? null,
    expiresAt: expiresAt ?? null,
    reason,
  };
}

function roundUp(amount: bigint, granularityTokens: number): bigint {
  const step = BigInt(granularityTokens) * MICRO_PER_TOKEN;
  return amount <= 0n ? 0n : ((amount + step - 1n) / step) * step;
}
