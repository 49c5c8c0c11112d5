/**
 * How long somebody who waits for deliveries waits for answers that do not come, in all, however often they wait: with
 * hundreds of endpoints that hang, a journey through a year would otherwise take their time limits a day. Time in which
 * answers come does not count. What is left behind goes on by itself.
 */
export function createPatience(totalMs: number = TOTAL_MS): Patience {
  let leftMs = totalMs;
  return {
    async whileWaiting(work) {
      const lost = new AbortController();
      let [allowedMs, answeredAt] = [Math.max(leftMs, LEAST_MS), performance.now()];
      const onAnswer = () => {
        answeredAt = performance.now();
      };
      const looking = setInterval(() => {
        if (performance.now() - answeredAt < QUIET_MS) return;
        leftMs -= LOOK_MS;
        allowedMs -= LOOK_MS;
        if (allowedMs <= 0) lost.abort();
      }, LOOK_MS);
      try {
        return await work({ lost: lost.signal, onAnswer });
      } finally {
        clearInterval(looking);
      }
    },
  };
}

export type Patience = {
  readonly whileWaiting: <Done>(work: (waiting: Waiting) => Promise<Done>) => Promise<Done>;
};

export type Waiting = {
  /** Nothing further is waited for. */
  readonly lost: AbortSignal;
  readonly onAnswer: () => void;
};

/** Several time limits of one endpoint; afterwards each wait has hardly any. */
const TOTAL_MS = 30_000;
const LEAST_MS = 200;
const QUIET_MS = 1_000;
const LOOK_MS = 100;
