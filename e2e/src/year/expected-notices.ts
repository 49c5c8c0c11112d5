import { monthAt, tokenMonth } from "../token-month.ts";
import type { Books } from "./books.ts";
import type { Role } from "./cast.ts";
import { expectedWarnings } from "./expected-warnings.ts";

/** A notice as one line of text, and the ways it goes. */
export type ExpectedNotice = { readonly what: string; readonly channels: readonly ("in_app" | "email" | "webhook")[] };

/**
 * All that one business should have been told in the year, worked out a second time: from what was done to it, from what the
 * provider took, and from its ledger.
 */
export function expectedNotices({ role, done, books, anchorAt, looks, topUps }: Lived): readonly ExpectedNotice[] {
  return [
    ...expectedWarnings(role, books),
    ...done.map(always),
    ...topUps.map((money) => always(`top_up_charged ${money}`)),
    ...expiring(books, { anchorAt, looks }).map(always),
    ...unusualDays(role, books).map(always),
  ];
}

export type Lived = {
  readonly role: Role;
  /** What somebody did that is told: gifts, changes of the plan, calls that fell silent. */
  readonly done: readonly string[];
  readonly books: Books;
  /** Of its plan, if it ever had one. */
  readonly anchorAt: number | null;
  /** Instants by which everything that was due had been done. */
  readonly looks: readonly number[];
  /** What automatic top-up was paid at the provider, in minor units. */
  readonly topUps: readonly number[];
};

const always = (what: string): ExpectedNotice => ({ what, channels: ["in_app", "email", "webhook"] });

/** Whatever is left of a grant at the first look in its last 14 days, and in its last three. */
function expiring(
  { entries, grants }: Books,
  { anchorAt, looks }: Pick<Lived, "anchorAt" | "looks">,
): readonly string[] {
  return grants.flatMap(({ id, createdAt, source, ...grant }) => {
    // A month's tokens make way for the next one's, which is written as their expiry; they were to last longer.
    const isMonth = source === "plan" && anchorAt !== null;
    const expiresAt = isMonth ? tokenMonth(anchorAt, monthAt(anchorAt, createdAt) + 1) + GRACE_MS : grant.expiresAt;
    if (expiresAt === null) return [];
    const own = entries.filter(({ grant }) => grant === id);
    return LAST_DAYS.flatMap(([days, until]) => {
      const from = expiresAt - days * DAY_MS;
      const look = looks.find((at) => {
        const left = own.reduce((sum, { amount, recordedAt }) => (recordedAt <= at ? sum + amount : sum), 0n);
        return at >= from && at < expiresAt - until * DAY_MS && left > 0n;
      });
      return createdAt > from || look === undefined ? [] : [`grant_expiring ${source} ${id} ${days}`];
    });
  });
}

const LAST_DAYS = [
  [14, 3],
  [3, 0],
] as const;

/** Days of the business's own calendar that took more than four times the mean of those of the 28 before that took anything. */
function unusualDays({ timeZone }: Role, { entries }: Books): readonly string[] {
  const calendar = new Intl.DateTimeFormat("en-CA", { timeZone });
  const days = new Map<number, bigint>();
  for (const { kind, amount, occurredAt } of entries) {
    if (kind !== "usage") continue;
    const day = Date.parse(calendar.format(occurredAt)) / DAY_MS;
    days.set(day, (days.get(day) ?? 0n) - amount);
  }
  return [...days].flatMap(([day, charged]) => {
    const before = [...days].filter(([other, taken]) => other < day && other >= day - 28 && taken > 0n);
    const sum = before.reduce((total, [, taken]) => total + taken, 0n);
    const isUnusual = before.length >= 3 && charged * BigInt(before.length) > 4n * sum;
    return isUnusual ? [`unusual_day ${new Date(day * DAY_MS).toISOString().slice(0, 10)}`] : [];
  });
}

const DAY_MS = 86_400_000;
const GRACE_MS = 3 * DAY_MS;
