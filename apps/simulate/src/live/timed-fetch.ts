import type { Hold } from "@farebox/sdk";

/** Milliseconds until the whole answer was read, by what was asked. */
export type Timings = { readonly heartbeat: number[]; readonly usage: number[]; readonly nothing: number[] };

/** `fetch` for everything that is measured, so that all of it goes the same way: one client, its kept connections. */
export function createTimedFetch(onHeartbeat: (businessId: string, hold: Hold) => void): TimedFetch {
  const timings: Timings = { heartbeat: [], usage: [], nothing: [] };
  return {
    timings,
    async fetch(input, init) {
      const kind = kindOf(String(input));
      const startedAt = performance.now();
      const answer = await fetch(input, init);
      const text = await answer.text();
      if (kind !== null && answer.ok) timings[kind].push(performance.now() - startedAt);
      if (kind === "heartbeat" && answer.ok)
        onHeartbeat(new Headers(init?.headers).get("farebox-business") ?? "", JSON.parse(text) as Hold);
      return new Response(text, { status: answer.status, headers: answer.headers });
    },
    forget() {
      for (const figures of Object.values(timings)) figures.length = 0;
    },
  };
}

export type TimedFetch = {
  readonly fetch: typeof fetch;
  readonly timings: Timings;
  readonly forget: () => void;
};

function kindOf(url: string): keyof Timings | null {
  if (url.endsWith("/extend")) return "heartbeat";
  if (url.endsWith("/usage")) return "usage";
  return url.endsWith(NO_OP) ? "nothing" : null;
}

/** The least this server answers: who calls is not asked, and no database. */
export const NO_OP = "/healthz";
