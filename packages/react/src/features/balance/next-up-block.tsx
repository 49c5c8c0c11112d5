import { NextUpCard } from "./next-up-card.tsx";
import type { Balance } from "./use-balance.ts";
import { useNextUp } from "./use-next-up.ts";

/** What comes next, from all that the page knows of it. It stands beside the balance, which does not wait for it. */
export default function NextUpBlock({
  grants,
  timeZone,
  now,
}: {
  grants: Balance["grants"];
  timeZone: string;
  now: Date;
}) {
  return <NextUpCard events={useNextUp(grants, now)} timeZone={timeZone} now={now} />;
}
