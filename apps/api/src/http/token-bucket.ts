/**
 * Counts what somebody does: a burst of `burst`, refilled by `perSecond`. Uses the process's own steady clock, never
 * money time. Bounded: whoever has a full bucket again is forgotten first, then whoever was not seen for longest.
 */
export function createTokenBuckets({ burst, perSecond, mostNames = MOST_NAMES }: BucketSize): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  let sweptAt = performance.now();

  function levelAt(now: number, bucket: Bucket): number {
    return Math.min(burst, bucket.level + ((now - bucket.at) / 1000) * perSecond);
  }

  function secondsUntil(level: number): number {
    return level >= 1 ? 0 : Math.ceil((1 - level) / perSecond);
  }

  function sweep(now: number): void {
    sweptAt = now;
    for (const [name, bucket] of buckets) if (levelAt(now, bucket) >= burst) buckets.delete(name);
    if (buckets.size < mostNames) return;
    const oldestFirst = [...buckets].sort(([, one], [, other]) => one.at - other.at);
    for (const [name] of oldestFirst.slice(0, Math.ceil(mostNames / 10))) buckets.delete(name);
  }

  return {
    secondsUntilFree(name) {
      const bucket = buckets.get(name);
      return bucket === undefined ? 0 : secondsUntil(levelAt(performance.now(), bucket));
    },
    take(name) {
      const now = performance.now();
      if (now - sweptAt > SWEEP_EVERY_MILLISECONDS) sweep(now);
      const bucket = buckets.get(name);
      if (bucket === undefined) {
        if (buckets.size >= mostNames) sweep(now);
        buckets.set(name, { level: burst - 1, at: now });
        return 0;
      }
      const level = levelAt(now, bucket);
      if (level < 1) return secondsUntil(level);
      bucket.level = level - 1;
      bucket.at = now;
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

export type BucketSize = { readonly burst: number; readonly perSecond: number; readonly mostNames?: number };

type Bucket = { level: number; at: number };

const SWEEP_EVERY_MILLISECONDS = 60_000;
const MOST_NAMES = 100_000;
