import { setTimeout as delay } from "node:timers/promises";

const STEP_MILLISECONDS = 20;

/** Asks again and again until the answer is not null; null when the time is over. */
export async function until<Answer>(
  limitMilliseconds: number,
  ask: () => Promise<Answer | null>,
): Promise<Answer | null> {
  const endsAt = performance.now() + limitMilliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() >= endsAt) return null;
    await delay(STEP_MILLISECONDS);
  }
}
