import type { Database } from "@farebox/db";
import { listenForBalances } from "@farebox/db/reads";
import { newId } from "../new-id.ts";
import { follow } from "./follow.ts";
import { Hub } from "./hub.ts";
import type { LiveFeed } from "./live-feed.ts";
import { Mailbox } from "./mailbox.ts";
import { Notifier } from "./notifier.ts";
import { SharedLooks } from "./shared-looks.ts";

/**
 * The live feed of this process: what it commits itself is told at once, what others commit arrives by one LISTEN
 * connection, which comes back by itself. Begins to listen when it is made; a database that is away only makes it slower.
 */
export function createLiveFeed(db: Pick<Database, "service" | "sql">, options: LiveFeedOptions = {}): CountedLiveFeed {
  const onFailure = options.onFailure ?? (() => undefined);
  const hub = new Hub(options.capacity ?? MOST_READERS);
  const sender = newId();
  const notifier = new Notifier(db.service, sender, onFailure);
  const looks = new SharedLooks();
  let stopListening = (): Promise<unknown> => Promise.resolve();
  listenForBalances(db.sql, {
    sender,
    onHint: ({ businessId, version }) => hub.tell(businessId, { version }),
    // Whatever was said while nobody listened is lost, so everybody looks.
    onListening: () => hub.tellAll({ version: null }),
  }).then((listening) => {
    stopListening = listening.stop;
  }, onFailure);

  return {
    publish(businessId, version) {
      hub.tell(businessId, { version });
      notifier.notify(businessId, version);
    },
    follow(businessId, signal) {
      const mailbox = new Mailbox();
      const leave = hub.join(businessId, (hint) => mailbox.put(hint));
      if (leave === null) return null;
      const leastApartMilliseconds = () =>
        Math.min(SLOWEST_MS, QUICKEST_MS + hub.readersOf(businessId) * EACH_READER_MS);
      return leavingAtEnd(follow(mailbox, signal, { ...PACE, leastApartMilliseconds }), leave);
    },
    together: (name, look) => looks.take(name, look),
    hear: (listener) => hub.hear(listener),
    readers: () => hub.size,
    async close() {
      await notifier.whenIdle();
      // Not waited for: a session that is gone never answers, and closing the database ends it anyway.
      stopListening().catch(onFailure);
    },
  };
}

/** Also says how many follow now. */
export type CountedLiveFeed = LiveFeed & { readers(): number };

export type LiveFeedOptions = {
  /** Readers at once; beyond it nobody more is let in. */
  readonly capacity?: number;
  readonly onFailure?: (error: unknown) => void;
};

const MOST_READERS = 5_000;

const PACE = { pollEveryMilliseconds: 15_000, longestMilliseconds: 10 * 60_000 };

/**
 * Updates of one business are so far apart at least. The more follow it, the more each costs, and with many calls each says
 * more, too: two hundred pages are told every 400 ms, which is well within the second that is promised.
 */
const QUICKEST_MS = 100;
const EACH_READER_MS = 1.5;
const SLOWEST_MS = 400;

async function* leavingAtEnd<Item>(items: AsyncGenerator<Item>, leave: () => void): AsyncGenerator<Item> {
  try {
    yield* items;
  } finally {
    leave();
  }
}
