import { setTimeout as wait } from "node:timers/promises";
import { listenForProviderEvents, notifyInbox, readProviderLag } from "@farebox/db/selling";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";
import { Bell } from "./bell.ts";
import { createInboxMetrics } from "./inbox-metrics.ts";
import { type WorkDeps, workInbox } from "./work-inbox.ts";

/** The events that were filed, and whoever works on them in this process. */
export function createInbox(deps: WorkDeps & Pick<Deps, "metrics">): Inbox {
  const { service, sql } = deps.db;
  const bell = new Bell();
  const onWorked = createInboxMetrics(service, deps.metrics);
  let workers = 0;

  return {
    wake() {
      bell.ring();
      // Nobody here works on it, so whoever does is told.
      if (workers === 0) notifyInbox(service).catch(() => undefined);
    },

    async workUntilEmpty() {
      const deadline = performance.now() + LONGEST_WAIT_MS;
      do {
        await workInbox(deps, { bell, onWorked, signal: NEVER });
        // What others work on is waited for, too.
        if ((await readProviderLag(service)).due === 0) return true;
        await wait(LOOK_AGAIN_MS);
      } while (performance.now() < deadline);
      return false;
    },

    async work(signal) {
      const timer = setInterval(() => bell.ring(), LOOK_EVERY_MS);
      signal.addEventListener("abort", () => bell.ring(), { once: true });
      const listening = listenForProviderEvents(sql, () => bell.ring());
      listening.catch((failure: unknown) => deps.log.warn({ failure: toLoggable(failure) }, "the inbox is not told"));
      workers += 1;
      while (!signal.aborted) {
        const heard = bell.count;
        await workInbox(deps, { bell, onWorked, signal }).catch((failure: unknown) => {
          deps.log.warn({ failure: toLoggable(failure) }, "the inbox could not be worked on");
        });
        if (!signal.aborted) await bell.rungSince(heard);
      }
      workers -= 1;
      clearInterval(timer);
      // Not waited for: a session that is gone never answers.
      listening.then(({ stop }) => stop()).catch(() => undefined);
    },

    async check() {
      const { dueSeconds } = await readProviderLag(service);
      return dueSeconds > LATE_SECONDS ? `an event has waited for ${Math.floor(dueSeconds)} s` : null;
    },
  };
}

export type Inbox = {
  /** An event was filed. Never waits, never fails. */
  wake(): void;
  /** Works until nothing is due any more, here or elsewhere; false when that took too long. */
  workUntilEmpty(): Promise<boolean>;
  /** Works whenever there is something, until the signal; resolves when what it had begun is finished. */
  work(signal: AbortSignal): Promise<void>;
  /** Why events are not worked on in time, on whichever host, or null. */
  check(): Promise<string | null>;
};

/** For hints that were lost, and for what waits for another try. */
const LOOK_EVERY_MS = 1_000;
const LOOK_AGAIN_MS = 50;
const LONGEST_WAIT_MS = 60_000;
const LATE_SECONDS = 300;
const NEVER = new AbortController().signal;
