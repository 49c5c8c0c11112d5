import { claimProviderEvents, failProviderEvent, finishProviderEvent, type ProviderEvent } from "@farebox/db/selling";
import { toLoggable } from "../loggable-error.ts";
import type { Bell } from "./bell.ts";
import { describeFailure } from "./describe-failure.ts";
import { handleEvent } from "./handle-event.ts";
import type { HandlerDeps } from "./handlers/handler.ts";

/**
 * Works on what is due until nothing is: several events at a time, those of one object one after the other. Any number of
 * processes may do so at once and any of them may die over any of it: its lease passes, and the next one does the same to
 * the same effect. An event that fails waits for its next try and holds up no other.
 */
export async function workInbox(deps: WorkDeps, { bell, onWorked, signal }: Work): Promise<void> {
  const running = new Set<Promise<void>>();
  for (;;) {
    const heard = bell.count;
    const free = signal.aborted ? 0 : AT_ONCE - running.size;
    const events = free === 0 ? [] : await claim(deps, free, running);
    for (const event of events) {
      const work = workOn(deps, event, onWorked).finally(() => running.delete(work));
      running.add(work);
    }
    if (running.size === 0) return;
    const more = events.length < free ? [bell.rungSince(heard)] : [];
    if (events.length < free || running.size === AT_ONCE || free === 0) await Promise.race([...running, ...more]);
  }
}

export type WorkDeps = HandlerDeps;

type Work = { readonly bell: Bell; readonly onWorked: OnWorked; readonly signal: AbortSignal };

/** Told of every event that was worked on. */
export type OnWorked = (worked: {
  readonly type: string;
  readonly outcome: "done" | "ignored" | "quarantined" | "failed" | "poison";
  readonly seconds: number;
}) => void;

const AT_ONCE = 8;
/** Longer than any of them takes; a worker that died holds up its events for as long. */
const LEASE_SECONDS = 60;

async function claim({ db }: WorkDeps, limit: number, running: ReadonlySet<Promise<void>>) {
  try {
    return await claimProviderEvents(db.service, { limit, leaseSeconds: LEASE_SECONDS });
  } catch (failure) {
    await Promise.all(running);
    throw failure;
  }
}

async function workOn(deps: WorkDeps, event: ProviderEvent, onWorked: OnWorked): Promise<void> {
  const startedAt = performance.now();
  const outcome = await settle(deps, event).catch((failure: unknown) => {
    // Whatever it came to could not be written down: the lease passes, and it is worked on again.
    deps.log.warn({ eventId: event.eventId, failure: toLoggable(failure) }, "an event is left to its lease");
    return "failed" as const;
  });
  onWorked({ type: event.type, outcome, seconds: (performance.now() - startedAt) / 1_000 });
}

async function settle(deps: WorkDeps, event: ProviderEvent) {
  const { eventId, type, objectId, attempts } = event;
  const facts = { eventId, type, objectId, attempts };
  try {
    const verdict = await handleEvent(deps, event);
    await finishProviderEvent(deps.db.service, { eventId, ...verdict });
    if (verdict.status === "quarantined")
      deps.log.error({ ...facts, problem: verdict.problem }, "an event waits for an operator: it does not fit");
    return verdict.status;
  } catch (failure) {
    const problem = describeFailure(failure);
    const status = await failProviderEvent(deps.db.service, { eventId, problem });
    const noted = { ...facts, problem, failure: toLoggable(failure) };
    if (status === "poison") deps.log.error(noted, "an event waits for an operator: it failed every time");
    else deps.log.warn(noted, "an event failed and will be tried again");
    return status === "poison" ? "poison" : "failed";
  }
}
