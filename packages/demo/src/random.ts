/** Numbers that depend on a seed only, so that the same demo can be made again after a restart. */
export type Random = {
  /** Even in [0, 1). */
  next(): number;
  /** A whole number of things that happen independently, on average `mean`. */
  poisson(mean: number): number;
  /** Mean 1; the smaller `shape`, the more uneven. */
  gamma(shape: number): number;
};

export function seededRandom(seed: string): Random {
  let state = hashText(seed);
  // Mulberry32: small, quick, good enough for a demo.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    poisson(mean) {
      if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
    gamma(shape) {
      // Marsaglia and Tsang; below 1 by boosting.
      const boost = shape < 1 ? (1 - next()) ** (1 / shape) : 1;
      const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
      for (;;) {
        const x = normal();
        const v = (1 + x / Math.sqrt(9 * d)) ** 3;
        if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v * boost) / shape;
      }
    },
  };
}

/** FNV-1a. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
