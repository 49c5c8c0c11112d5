import { createFarebox } from "@farebox/sdk";
import { verifyLedger } from "../books/verify-ledger.ts";
import { openDoor } from "../product/door.ts";
import { type Product, runProduct } from "../product/run-product.ts";
import { countTokens } from "./count-tokens.ts";
import { type FastTime, quicken } from "./fast-time.ts";
import { openBusinesses } from "./live-businesses.ts";
import { createMemory, type Memory } from "./memory.ts";
import { percentileOf } from "./percentile.ts";
import { playBesides } from "./play-besides.ts";
import { startCalls } from "./start-calls.ts";
import { createTimedFetch, type Timings } from "./timed-fetch.ts";
import { Updates } from "./updates.ts";
import { openPages } from "./watch-page.ts";

/**
 * Live calls that send heartbeats by the SDK, and as many pages that watch their balances, on a product of its own. Answers
 * what was measured; throws `BrokenBooks` where ledger and pages do not come to what callers were told.
 */
export async function liveLoad(size: LiveSize, tell: (line: string) => void): Promise<LiveRun> {
  const product = await runProduct();
  try {
    const time = quicken(openDoor(product), size.speed);
    try {
      return await play({ product, size, time, tell });
    } finally {
      await time.stop();
    }
  } finally {
    await product.stop();
  }
}

export type LiveSize = {
  /** Calls at once, and pages at once. */
  readonly calls: number;
  readonly businesses: number;
  /** Of money time, after everything has begun: measured. */
  readonly minutes: number;
  /** Money time runs so many times as fast, and so do heartbeats. */
  readonly speed: number;
};

export type LiveRun = {
  readonly size: LiveSize;
  readonly timings: Timings;
  /** From a change's answer to the page that shows it. */
  readonly delaysMs: readonly number[];
  /** Balances that pages were sent, and how often a page came back after its stream had ended. */
  readonly events: number;
  readonly reconnects: number;
  /** Changes that a page was never told of. */
  readonly lost: number;
  readonly memory: Memory;
  /** Ends of calls and other usage, each found in the ledger. */
  readonly effects: number;
};

type Parts = {
  readonly product: Product;
  readonly size: LiveSize;
  readonly time: FastTime;
  readonly tell: (line: string) => void;
};

async function play({ product, size, time, tell }: Parts): Promise<LiveRun> {
  const { url, operatorKey: key } = product.ready();
  const door = openDoor(product);
  const businesses = await openBusinesses(product, door, Math.min(size.businesses, size.calls));
  const updates = new Updates();
  const pages = await openPages({ url, businesses, count: size.calls, updates });
  const timed = createTimedFetch((businessId, hold) => updates.heard(businessId, hold));
  const onError = ({ code, message }: { code: string; message: string }) => tell(`${code}: ${message}`);
  const farebox = createFarebox({ url, key, fetch: timed.fetch, clock: time.clock, onError });
  try {
    const calls = await startCalls({ farebox, businesses, updates, size });
    tell(`${calls.length} calls of ${businesses.length} businesses, ${pages.count} pages: measured from here on.`);
    const besides = playBesides({ farebox, url, fetch: timed.fetch, businesses, updates });
    const memory = createMemory(url);
    // What fills caches and opens connections is over.
    timed.forget();
    updates.forgetDelays();
    await measure({ timings: timed.timings, updates, memory, minutes: size.minutes, time, tell });
    const recorded = await besides.end();
    const delaysMs = [...updates.delaysMs];
    const ended = await Promise.all(calls.map(async ({ call, businessId }) => ({ businessId, end: await call.end() })));
    for (const { businessId, end } of ended) updates.ended(businessId, end.callId);
    const lost = await updates.settle();
    await countTokens(door, { businesses, recorded, ended, updates });
    verifyLedger(product);
    const effects = ended.length + recorded.length;
    const { events } = updates;
    return { size, timings: timed.timings, delaysMs, events, reconnects: pages.reconnects(), lost, memory, effects };
  } finally {
    pages.leave();
    await farebox.close();
  }
}

const SAMPLE_EVERY_SECONDS = 5;
const SAMPLES_A_LINE = 6;

type Measured = Pick<LiveRun, "timings" | "memory"> & {
  readonly updates: Updates;
  readonly minutes: number;
  readonly time: FastTime;
  readonly tell: (line: string) => void;
};

/** Waits for the time to pass, and says from time to time how it goes. */
async function measure({ timings, updates, memory, minutes, time, tell }: Measured): Promise<void> {
  const startedAt = time.nowMs();
  for (let samples = 1; ; samples += 1) {
    const leftMs = minutes * 60_000 - (time.nowMs() - startedAt);
    if (leftMs <= 0) return;
    await new Promise((resume) => setTimeout(resume, Math.min(leftMs, SAMPLE_EVERY_SECONDS * 1_000)));
    await memory.sample();
    if (samples % SAMPLES_A_LINE !== 0) continue;
    const [beat, nothing, delay] = [timings.heartbeat, timings.nothing, updates.delaysMs].map((figures) =>
      percentileOf(figures, 0.99).toFixed(1),
    );
    const passed = ((time.nowMs() - startedAt) / 60_000).toFixed(1);
    tell(
      `minute ${passed}: ${timings.heartbeat.length} heartbeats, p99 ${beat} ms (no-op ${nothing}), pages ${delay} ms, ${updates.events} events, ${memory.latestMegabytes()} MB`,
    );
  }
}
