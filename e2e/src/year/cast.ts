import { seededRandom } from "../seeded-random.ts";

/** What a business of the year is like, and on which of its days something is done to it. */
export type Role = {
  readonly name: string;
  readonly timeZone: string;
  readonly random: ReturnType<typeof seededRandom>;
  readonly plan: { readonly interval: "month" | "year"; readonly anchorDay: number } | null;
  /** Changes of the plan, by number of the day. */
  readonly changes: ReadonlyMap<number, PlanDeed>;
  readonly hasTopUp: boolean;
  readonly alerts: readonly { readonly kind: "tokens" | "percent"; readonly threshold: number }[] | null;
  /** Gifts by number of the day: so many tokens, for so many days or for ever. */
  readonly gifts: ReadonlyMap<number, { readonly tokens: number; readonly days: number | null }>;
  /** Days on which a call falls silent. */
  readonly silentCalls: ReadonlySet<number>;
  /** Its events of the year, more for some than for others. */
  readonly events: number;
  readonly isTold: boolean;
};

export type PlanDeed = "upgrade" | "downgrade" | "cancel" | "resume";

const ANCHOR_DAYS = [28, 29, 30, 31] as const;
const ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata"] as const;
const SHARES = [0.25, 0.5, 1, 1, 2.25] as const;

export function castOf(size: { readonly businesses: number; readonly events: number; readonly seed: number }) {
  return Array.from({ length: size.businesses }, (_, index) => roleOf(index, size));
}

function roleOf(index: number, { events, seed }: { events: number; seed: number }): Role {
  const random = seededRandom(seed + index);
  const kind = index % 5;
  const interval = kind === 0 || kind === 1 ? "month" : kind === 2 ? "year" : null;
  const anchorDay = ANCHOR_DAYS[Math.floor(index / 5) % 4] ?? 31;
  return {
    name: `Business ${index}`,
    timeZone: ZONES[Math.floor(index / 3) % ZONES.length] ?? "UTC",
    random,
    plan: interval === null ? null : { interval, anchorDay },
    changes: kind === 1 ? (LIVES[Math.floor(index / 5) % LIVES.length] ?? new Map()) : new Map(),
    hasTopUp: kind === 3,
    alerts: alertsOf(index, interval !== null),
    gifts: giftsOf(random, kind),
    silentCalls: new Set(kind === 4 || kind === 0 ? [random.integer(40, 360), random.integer(40, 360)] : []),
    events: Math.round(events * (SHARES[Math.floor(index / 2) % SHARES.length] ?? 1)),
    isTold: index % 5 === Math.floor(index / 5) % 5,
  };
}

/** By number of the day after it subscribed, always in the middle of a period. */
const LIVES: readonly ReadonlyMap<number, PlanDeed>[] = [
  new Map([
    [70, "upgrade"],
    [200, "downgrade"],
  ]),
  new Map([[100, "cancel"]]),
  new Map([
    [40, "cancel"],
    [43, "resume"],
    [130, "upgrade"],
  ]),
  new Map([
    [45, "upgrade"],
    [110, "downgrade"],
    [112, "resume"],
    [290, "cancel"],
  ]),
];

function alertsOf(index: number, hasPlan: boolean): Role["alerts"] {
  if (index % 4 === 1)
    return [
      { kind: "tokens", threshold: 250 },
      { kind: "tokens", threshold: 40 },
    ];
  if (index % 4 === 2 && hasPlan)
    return [
      { kind: "percent", threshold: 50 },
      { kind: "tokens", threshold: 100 },
    ];
  return null;
}

/** Those without a plan live on what they are given: now too little, now more than they need before it expires. */
function giftsOf(random: Role["random"], kind: number): Role["gifts"] {
  const gifts = new Map<number, { tokens: number; days: number | null }>();
  const every = kind === 4 ? 21 : kind === 0 ? 90 : 0;
  for (let day = 30; every > 0 && day < 365; day += every)
    gifts.set(day + random.integer(0, 5), {
      tokens: random.integer(40, 260),
      days: random.pick([null, 2, 10, 20, 20, 45]),
    });
  return gifts;
}
