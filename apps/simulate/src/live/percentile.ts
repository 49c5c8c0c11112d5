/** The smallest figure that at least this share (0 … 1) of all figures does not exceed. */
export function percentileOf(figures: readonly number[], share: number): number {
  const sorted = Float64Array.from(figures).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
