/** The doors of the provider's stand-in that the real one does not have. */
export type StandIn = {
  readonly url: string;
  /** Its time now, in whole Unix seconds. */
  readonly readClock: () => Promise<number>;
  /** Moves its time and answers when all that fell due there was done and delivered. */
  readonly advance: (seconds: number) => Promise<void>;
};

export function createStandIn(url: string): StandIn {
  return {
    url,
    readClock: () => ask(url, null),
    advance: async (seconds) => void (await ask(url, seconds)),
  };
}

async function ask(url: string, advanceSeconds: number | null): Promise<number> {
  const answer = await fetch(`${url}/_sandbox/clock`, {
    ...(advanceSeconds !== null && {
      method: "POST",
      body: new URLSearchParams({ advance_seconds: String(advanceSeconds) }),
    }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!answer.ok) throw new Error(`the payment stand-in answered ${answer.status}`);
  return ((await answer.json()) as { now: number }).now;
}

const ANSWER_WITHIN_MS = 120_000;
