import { DAY_MS, USUAL_DAYS, usualIfUnusual } from "@farebox/billing-core";
import { insertNotice, listUsedDays, type UsedDays } from "@farebox/db/outbox";
import type { Deps } from "../deps.ts";
import { newId } from "../new-id.ts";

/**
 * Tells of a day, of each business's own calendar, as soon as it took far more than the days before it; of yesterday, too,
 * should nobody have looked in time. Once a day, however often and by how many hosts this runs.
 */
export async function tellUnusualDays({ db }: Pick<Deps, "db">): Promise<number> {
  let told = 0;
  let afterId: string | null = null;
  do {
    const page: readonly UsedDays[] = await listUsedDays(db.service, {
      daysBack: USUAL_DAYS + 1,
      afterId,
      limit: PAGE,
    });
    for (const used of page) told += await tellOf({ db }, used);
    afterId = page.length < PAGE ? null : (page.at(-1)?.businessId ?? null);
  } while (afterId !== null);
  return told;
}

const PAGE = 500;

async function tellOf({ db }: Pick<Deps, "db">, { businessId, timeZone, now, today, days }: UsedDays): Promise<number> {
  let told = 0;
  for (const { day, charged } of days) {
    if (daysBetween(day, today) > 1) break;
    const before = days.filter((other) => other.day < day && daysBetween(other.day, day) <= USUAL_DAYS);
    const usual = usualIfUnusual(
      charged,
      before.map((other) => other.charged),
    );
    if (usual === null) continue;
    const isNews = await insertNotice(db.service, {
      businessId,
      notice: {
        id: newId(),
        dedupeKey: `unusual_day:${day}`,
        kind: "unusual_day",
        payload: { day, timeZone, chargedMicroTokens: Number(charged), usualMicroTokens: Number(usual) },
        channels: null,
        occurredAt: now,
      },
    });
    if (isNews) told += 1;
  }
  return told;
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
