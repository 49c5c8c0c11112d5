import type { Balance } from "./use-balance.ts";

export type NextEvent = {
  readonly key: string;
  readonly kind: "expires" | "starts";
  readonly source: string;
  readonly at: Date;
  readonly tokens: number;
};

const SHOWN = 4;
const DAYS = 30;

/** What will change the balance by itself within 30 days, soonest first. */
export function listNextEvents(grants: Balance["grants"], now: Date): readonly NextEvent[] {
  const until = now.getTime() + DAYS * 86_400_000;
  const events: NextEvent[] = [];
  for (const { id, source, remaining, state, effectiveAt, expiresAt } of grants) {
    if (state === "upcoming")
      events.push({ key: `${id}-starts`, kind: "starts", source, at: new Date(effectiveAt), tokens: remaining });
    if (expiresAt !== null)
      events.push({ key: `${id}-expires`, kind: "expires", source, at: new Date(expiresAt), tokens: remaining });
  }
  return events
    .filter(({ at }) => at.getTime() >= now.getTime() && at.getTime() < until)
    .sort((left, right) => left.at.getTime() - right.at.getTime())
    .slice(0, SHOWN);
}
