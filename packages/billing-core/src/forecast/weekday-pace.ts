/**
 * What each day of the week is of an average one, by how many days ago it was (0 … 6); null unless knowing it would have
 * helped: each of the last four weeks is foretold from the other three, and must come out a fifth nearer than without.
 *
 * @param history use by day, the newest first; four whole weeks are needed.
 */
export function weekdayPace(history: readonly number[]): readonly number[] | null {
  if (history.length < WEEKS * 7) return null;
  const weeks = Array.from({ length: WEEKS }, (_, week) => history.slice(week * 7, week * 7 + 7));
  let missBy = 0;
  let missByWithout = 0;
  for (const [left, week] of weeks.entries()) {
    const average = averageOf(week);
    const shape = shapeOf(weeks.filter((_, other) => other !== left));
    for (const [day, amount] of week.entries()) {
      missBy += Math.abs(amount - average * (shape[day] ?? 1));
      missByWithout += Math.abs(amount - average);
    }
  }
  return missBy <= missByWithout * NEARER && missByWithout > 0 ? shapeOf(weeks) : null;
}

const WEEKS = 4;
const NEARER = 0.8;
/** A day that never saw use may still see some, and time must not stand still for it. */
const LEAST_SHARE = 0.02;

/** Averages 1. */
function shapeOf(weeks: readonly (readonly number[])[]): number[] {
  const average = averageOf(weeks.flat());
  const shares = Array.from({ length: 7 }, (_, day) => {
    const ofDay = averageOf(weeks.map((week) => week[day] ?? 0));
    return average === 0 ? 1 : Math.max(LEAST_SHARE, ofDay / average);
  });
  const mean = averageOf(shares);
  return shares.map((share) => share / mean);
}

function averageOf(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0) / amounts.length;
}
