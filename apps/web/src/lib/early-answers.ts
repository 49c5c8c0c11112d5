import type { Connection, Known } from "@farebox/react/lib/trpc-client.ts";

/**
 * Like the browser's `fetch`, with the answers that `public/first.js` asked for before this code was there: each is given once,
 * and only while it is new.
 */
export const fetchEarly: typeof fetch = async (input, init) => (await takeEarly(input, init)) ?? fetch(input, init);

/** To this site. */
export const CONNECTION: Connection = { fetch: fetchEarly, known: takeArrived };

const LONGEST_MS = 30_000;

declare global {
  interface Window {
    /** By path and, after a space, the business. Null: nobody is signed in, so it was not asked. */
    fareboxEarly?: {
      readonly askedAt: number;
      readonly answers: Record<string, Promise<Response | null>>;
      /** What is here already, read. `at` by this clock, in milliseconds. */
      readonly arrived: Readonly<Record<string, { readonly body: unknown; readonly at: number }>>;
    };
  }
}

/** What a procedure answered of a business, if that is here already: then it is not given to `fetchEarly` any more. */
function takeArrived(procedure: string, businessId: string): Known | null {
  const key = `/api/trpc/${procedure} ${businessId}`;
  const there = window.fareboxEarly?.arrived[key];
  if (there === undefined || take(key) === null) return null;
  const { result } = there.body as { result: { data: unknown } };
  return { data: result.data, at: there.at };
}

async function takeEarly(input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response | null> {
  const key = `${String(input)} ${new Headers(init?.headers).get("farebox-business") ?? ""}`;
  return (await take(key)?.catch(() => null)) ?? null;
}

function take(key: string): Promise<Response | null> | null {
  const { fareboxEarly: early } = window;
  const { [key]: answer, ...others } = early?.answers ?? {};
  if (early === undefined || answer === undefined) return null;
  window.fareboxEarly = { ...early, answers: others };
  return performance.now() - early.askedAt > LONGEST_MS ? null : answer;
}
