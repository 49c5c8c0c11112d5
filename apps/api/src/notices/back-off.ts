/**
 * How long a delivery waits after this many attempts: 1 min, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, then a day each. `roll`
 * is a random number below 1: a tenth more or less, so that what failed together does not come back together.
 */
export function backOffSeconds(attempts: number, roll: number): number {
  const seconds = (STEPS_MINUTES[attempts - 1] ?? DAY_MINUTES) * 60;
  return Math.round(seconds * (0.9 + 0.2 * roll));
}

/** Tried for so long by money time, and at least so often, before it is given up. */
export const GIVE_UP_AFTER_DAYS = 5;
export const LEAST_ATTEMPTS = 6;

const DAY_MINUTES = 24 * 60;
const STEPS_MINUTES = [1, 5, 30, 2 * 60, 5 * 60, 10 * 60, 14 * 60, 20 * 60];
