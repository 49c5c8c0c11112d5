import { get } from "node:http";
import type { BalanceGetAnswer } from "@farebox/sdk";
import type { LiveBusiness } from "./live-businesses.ts";
import type { Updates } from "./updates.ts";

/** As many pages as were asked for, each with the stream that the billing page keeps open. Answers once all have a balance. */
export async function openPages({ url, businesses, count, updates }: Opening): Promise<Pages> {
  const leaving = new AbortController();
  let reconnects = 0;
  await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const business = businesses[index % businesses.length] as LiveBusiness;
      const show = updates.open(business.id);
      return new Promise<void>((resolve, reject) => {
        void watch(
          { url, business, signal: leaving.signal },
          (balance) => {
            show(balance);
            resolve();
          },
          () => (reconnects += 1),
        ).catch(reject);
      });
    }),
  );
  return { count, reconnects: () => reconnects, leave: () => leaving.abort() };
}

export type Pages = { readonly count: number; readonly reconnects: () => number; readonly leave: () => void };

type Opening = {
  readonly url: string;
  readonly businesses: readonly LiveBusiness[];
  readonly count: number;
  readonly updates: Updates;
};
type Watched = { readonly url: string; readonly business: LiveBusiness; readonly signal: AbortSignal };

/** One stream after the other, each from where the last one ended, as the page's client does it. */
async function watch(watched: Watched, onBalance: (balance: BalanceGetAnswer) => void, onAgain: () => void) {
  let lastEventId: string | undefined;
  while (!watched.signal.aborted) {
    try {
      for await (const { id, balance } of readStream(watched, lastEventId)) {
        lastEventId = id;
        onBalance(balance);
      }
    } catch (failure) {
      // Nobody has seen it yet: then it is not the stream that ended, it is that there is none.
      if (lastEventId === undefined) throw failure;
    }
    if (watched.signal.aborted) return;
    onAgain();
    await new Promise((resume) => setTimeout(resume, COMES_BACK_AFTER_MS));
  }
}

const COMES_BACK_AFTER_MS = 200;

async function* readStream({ url, business, signal }: Watched, lastEventId: string | undefined) {
  const input = encodeURIComponent(JSON.stringify({ businessId: business.id, lastEventId }));
  const answer = await new Promise<AsyncIterable<string> & { statusCode?: number | undefined }>((resolve, reject) => {
    const headers = { cookie: business.cookie, accept: "text/event-stream" };
    const request = get(`${url}/api/trpc/balance.watch?input=${input}`, { headers, signal, agent: false }, (response) =>
      resolve(response.setEncoding("utf8")),
    );
    request.on("error", reject);
  });
  if (answer.statusCode !== 200) throw new Error(`a page's stream was answered ${answer.statusCode}`);
  let text = "";
  for await (const chunk of answer) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const balance = readEvent(text.slice(0, end));
      text = text.slice(end + 2);
      if (balance !== null) yield balance;
    }
  }
}

/** Null for what only keeps the stream alive. */
function readEvent(block: string): { readonly id: string; readonly balance: BalanceGetAnswer } | null {
  const id = /^id: (.*)$/m.exec(block)?.[1];
  const data = /^data: (.*)$/m.exec(block)?.[1];
  return id === undefined || data === undefined ? null : { id, balance: JSON.parse(data) as BalanceGetAnswer };
}
