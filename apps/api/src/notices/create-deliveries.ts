import { setTimeout as wait } from "node:timers/promises";
import { countDueNotices, DELIVERY_CHANNELS, type DeliveryChannel, isWayClosed, openWay } from "@farebox/db/outbox";
import type { Deps } from "../deps.ts";
import { toLoggable } from "../loggable-error.ts";
import { type DeliveryWay, deliverDue } from "./deliver.ts";
import { createDeliveryMetrics } from "./delivery-metrics.ts";
import { createPatience, type Patience, type Waiting } from "./patience.ts";
import { relayNotices } from "./relay.ts";
import type { Sender } from "./sender.ts";

/** The ways by which notices leave, and whoever works on them in this process. */
export function createDeliveries(deps: DeliveriesDeps, senders: Senders): Deliveries {
  const onAttempt = createDeliveryMetrics(deps.db.service, deps.metrics);
  const ways = (signal: AbortSignal): DeliveryWay[] =>
    DELIVERY_CHANNELS.flatMap((channel) => {
      const sender = senders[channel];
      return sender === undefined ? [] : [{ channel, sender, onAttempt, signal }];
    });

  return {
    workUntilSettled(patience = createPatience()) {
      return patience.whileWaiting(async ({ lost, onAnswer }) => {
        let done = 0;
        do {
          done += await relayNotices(deps);
          const attempts = await Promise.all(
            ways(NEVER).map((way) => deliverDue(deps, watched(way, { lost, onAnswer }))),
          );
          done += attempts.reduce((sum, count) => sum + count, 0);
          // What others work on is waited for, too.
          if ((await countDueNotices(deps.db.service)) === 0) return done;
          await wait(LOOK_AGAIN_MS);
        } while (!lost.aborted);
        deps.log.warn("notices are still on their way after settling money time: nobody answers them");
        return done;
      });
    },

    async work(signal) {
      const loops = [
        repeat(deps, { every: LOOK_EVERY_MS, signal, what: "notices could not be fanned out" }, () =>
          relayNotices(deps),
        ),
        ...ways(signal).map((way) =>
          repeat(deps, { every: LOOK_EVERY_MS, signal, what: "notices could not be sent" }, () =>
            deliverDue(deps, way),
          ),
        ),
        ...ways(signal).map((way) =>
          repeat(deps, { every: PROBE_EVERY_MS, signal, what: "a closed way could not be looked at" }, () =>
            probe(deps, way),
          ),
        ),
      ];
      await Promise.all(loops);
    },
  };
}

export type Deliveries = {
  /** Works until nothing is due any more, here or elsewhere. What cannot be reached now waits for its next try, and answers that do not come are waited for as long as there is patience. */
  workUntilSettled(patience?: Patience): Promise<number>;
  /** Works whenever there is something, until the signal; resolves when what it had begun is finished. */
  work(signal: AbortSignal): Promise<void>;
};

export type Senders = { readonly [Channel in DeliveryChannel]?: Sender };
export type DeliveriesDeps = Pick<Deps, "db" | "live" | "log" | "metrics">;

const LOOK_EVERY_MS = 1_000;
/** A mail server that is back is noticed within this much real time, whatever money time says. */
const PROBE_EVERY_MS = 5_000;
const LOOK_AGAIN_MS = 50;
const NEVER = new AbortController().signal;

function watched(way: DeliveryWay, { lost, onAnswer }: Waiting): DeliveryWay {
  const onAttempt: DeliveryWay["onAttempt"] = (made) => {
    onAnswer();
    way.onAttempt(made);
  };
  return { ...way, signal: lost, isLeftAtSignal: true, onAttempt };
}

/** What waits because the way itself was closed goes out as soon as it is open again. */
async function probe({ db, log }: DeliveriesDeps, { channel, sender }: DeliveryWay): Promise<void> {
  if (channel !== "email" || sender.probe === undefined || !(await isWayClosed(db.service, channel))) return;
  if (!(await sender.probe())) return;
  const deliveries = await openWay(db.service, { channel });
  log.info({ channel, deliveries }, "the way of notices is open again");
}

type Repeated = { readonly every: number; readonly signal: AbortSignal; readonly what: string };

async function repeat(
  { log }: DeliveriesDeps,
  { every, signal, what }: Repeated,
  work: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    await work().catch((failure: unknown) => log.warn({ failure: toLoggable(failure) }, what));
    await wait(every, undefined, { signal }).catch(() => undefined);
  }
}
