/** The month of this number from an anchor: the anchor's day at its time, or the last day of a shorter month. */
export function tokenMonth(anchorAt: number, number: number): number {
  const anchor = new Date(anchorAt);
  const [year, month] = [anchor.getUTCFullYear(), anchor.getUTCMonth() + number];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(anchor.getUTCDate(), lastDay);
  return Date.UTC(year, month, day) + (anchorAt % DAY_MS);
}

/** Which month it is at an instant, from 0. */
export function monthAt(anchorAt: number, instant: number): number {
  let number = 0;
  while (tokenMonth(anchorAt, number + 1) <= instant) number += 1;
  return number;
}

const DAY_MS = 86_400_000;
