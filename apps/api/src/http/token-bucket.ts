/**
 * Counts what somebody does: a burst of `burst`, refilled by `perSecond`. Uses the process's own steady clock, never
 * money time. Somebody who was not seen for as long as a refill takes is forgotten.
 */
export function createTokenBuckets({ burst, perSecond }: BucketSize): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  let sweptAt = performance.now();

  function levelOf(name: string): number {
    const bucket = buckets.get(name);
    if (bucket === undefined) return burst;
    return Math.min(burst, bucket.level + ((performance.now() - bucket.at) / 1000) * perSecond);
  }

  function sweep(): void {
    const now = performance.now();
    const isDue = now - sweptAt > SWEEP_EVERY_MILLISECONDS || buckets.size > MOST_BUCKETS;
    if (!isDue) return;
    sweptAt = now;
    for (const name of buckets.keys()) if (levelOf(name) >= burst) buckets.delete(name);
    if (buckets.size > MOST_BUCKETS) buckets.clear();
  }

  return {
    secondsUntilFree(name) {
      const level = levelOf(name);
      return level >= 1 ? 0 : Math.ceil((1 - level) / perSecond);
    },
    take(name) {
      sweep();
      const level = levelOf(name);
      if (level < 1) return Math.ceil((1 - level) / perSecond);
      buckets.set(name, { level: level - 1, at: performance.now() });
      return 0;
    },
  };
}

export type TokenBuckets = {
  /** Seconds to wait before the next one; 0: it was taken. */
  readonly take: (name: string) => number;
  /** The same without taking anything. */
  readonly secondsUntilFree: (name: string) => number;
};

export type BucketSize = { readonly burst: number; readonly perSecond: number };

type Bucket = { readonly level: number; readonly at: number };

const SWEEP_EVERY_MILLISECONDS = 60_000;
const MOST_BUCKETS = 100_000;
