import { setImmediate as nextTurn } from "node:timers/promises";
import { openDatabase } from "@farebox/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestLedger, type TestLedger } from "../ledger/testing/open-test-ledger.ts";
import { newId } from "../new-id.ts";
import { type CountedLiveFeed, createLiveFeed } from "./create-live-feed.ts";
import type { Hint } from "./live-feed.ts";

let bench: TestLedger;
const feeds: CountedLiveFeed[] = [];
beforeAll(async () => {
  bench = await openTestLedger();
});
afterAll(async () => {
  await Promise.all(feeds.map((feed) => feed.close()));
  await bench.close();
});

function openFeed(options = {}): CountedLiveFeed {
  const feed = createLiveFeed(bench.db, options);
  feeds.push(feed);
  return feed;
}

/** Follows until it has heard of a version. */
async function hear(feed: CountedLiveFeed, businessId: string, wanted: bigint): Promise<void> {
  const leaving = new AbortController();
  for await (const { version } of feed.follow(businessId, leaving.signal) ?? []) {
    if (version === wanted) leaving.abort();
  }
}

const LISTENERS = "select pid from pg_stat_activity where datname = current_database() and query ilike 'listen %'";

test("what one process commits is heard by the readers of another, and by nobody who follows another business", async () => {
  const [here, there] = [openFeed(), openFeed()];
  const [businessId, other] = [newId(), newId()];
  const heardElsewhere: Hint[] = [];
  const leaving = new AbortController();
  const elsewhere = (async () => {
    for await (const hint of there.follow(other, leaving.signal) ?? []) heardElsewhere.push(hint);
  })();
  let isHeard = false;
  const hearing = hear(there, businessId, 7n).then(() => {
    isHeard = true;
  });
  // Which of the two listens first is open, and a hint before that is lost, as hints may be: it is said until it is heard.
  while (!isHeard) {
    here.publish(businessId, 7n);
    await bench.owner("select");
  }
  await hearing;
  leaving.abort();
  await elsewhere;
  // Told to look, when it began and when its listener was open, and nothing of the neighbour's version.
  expect(new Set(heardElsewhere.map(({ version }) => version))).toEqual(new Set([null]));
  expect(there.readers()).toBe(0);
});

test("what commits together is told together: others hear of every business, and who tells hears nothing again", async () => {
  const [here, there] = [openFeed(), openFeed()];
  const businessIds = Array.from({ length: 500 }, newId);
  const unheard = new Set(businessIds);
  const echoes: string[] = [];
  here.hear((businessId) => echoes.push(businessId));
  there.hear((businessId) => unheard.delete(businessId));
  let told = 0;
  for (; unheard.size > 0; told += 1) {
    for (const businessId of businessIds) here.publish(businessId, 3n);
    await bench.owner("select");
  }
  // What the other one tells comes after all that would have come back.
  const last = newId();
  const lastHeard = new Promise<void>((done) => here.hear((businessId) => businessId === last && done()));
  there.publish(last, 1n);
  await lastHeard;
  const own = new Set(businessIds);
  expect(echoes.filter((businessId) => own.has(businessId))).toHaveLength(businessIds.length * told);
});

test("a listener whose session was ended comes back, and everybody is told to look", async () => {
  const db = openDatabase({ url: bench.url });
  const before = new Set((await bench.owner(LISTENERS)).map((row) => row["pid"]));
  const feed = createLiveFeed(db);
  const own = async () => (await bench.owner(LISTENERS)).map((row) => row["pid"]).filter((pid) => !before.has(pid));
  while ((await own()).length === 0) await nextTurn();
  const leaving = new AbortController();
  const heard: Hint[] = [];
  const following = (async () => {
    for await (const hint of feed.follow(newId(), leaving.signal) ?? []) {
      heard.push(hint);
      if (heard.length === 2) leaving.abort();
    }
  })();
  for (const pid of await own()) await bench.owner("select pg_terminate_backend($1)", [pid]);
  await following;
  expect(heard).toEqual([{ version: null }, { version: null }]);
  await feed.close();
  await db.close();
});

test("P22: beyond its capacity a feed lets nobody in, and a reader who leaves makes room", async () => {
  const feed = openFeed({ capacity: 1 });
  const leaving = new AbortController();
  const first = feed.follow(newId(), leaving.signal);
  expect(first).not.toBeNull();
  expect(feed.follow(newId(), new AbortController().signal)).toBeNull();
  leaving.abort();
  for await (const _ of first ?? []);
  expect(feed.follow(newId(), AbortSignal.abort())).not.toBeNull();
});
