/**
 * How long calls last: quantiles read off the 3,600 phone calls of the Copenhagen Networks Study (the README names it), in
 * seconds. No simple law has both its many calls of a second and its few of an hour.
 */
const QUANTILES: readonly (readonly [share: number, seconds: number])[] = [
  [0, 1],
  [0.25, 1],
  [0.5, 10],
  [0.75, 50],
  [0.9, 126],
  [0.95, 227],
  [0.99, 776],
  [1, 5_138],
];

/** The duration that a share of all calls stays below; between two quantiles by even steps of its logarithm. */
export function durationAt(share: number): number {
  for (let index = 1; index < QUANTILES.length; index += 1) {
    const [below, least] = QUANTILES[index - 1] ?? [0, 1];
    const [above, most] = QUANTILES[index] ?? [1, 1];
    if (share > above) continue;
    const part = (share - below) / (above - below);
    return Math.round(least * (most / least) ** part);
  }
  return 1;
}
