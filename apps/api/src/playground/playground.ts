import { performance } from "node:perf_hooks";
import type { Deps } from "../deps.ts";
import { driveCall } from "./drive-call.ts";
import type { DrivenCall } from "./driven-call.ts";
import { createEventLog, type EventLog } from "./event-log.ts";

/**
 * Simulated call handlers of the sandbox's playground, in the memory of this process: what they send goes the way of every
 * other call. They end with the process, and their calls are then abandoned like those of any handler that is gone.
 */
export function createPlayground(deps: PlaygroundDeps): Playground {
  const rooms = new Map<string, Room>();
  let timer: NodeJS.Timeout | null = null;

  const tick = () => {
    const now = performance.now();
    let live = 0;
    for (const [businessId, room] of rooms)
      for (const call of room.calls.values()) {
        if (call.state !== "live") continue;
        live += 1;
        void driveCall(deps, { businessId, room, call, now });
      }
    if (live === 0) stop();
  };
  const stop = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };

  return {
    roomOf(businessId) {
      const known = rooms.get(businessId);
      if (known !== undefined) return known;
      const room: Room = { calls: new Map(), events: createEventLog() };
      rooms.set(businessId, room);
      forgetOldest(rooms);
      return room;
    },
    keepDriving() {
      // A process that has nothing else to do may end.
      timer ??= setInterval(tick, TICK_MS).unref();
    },
    stop,
  };
}

export type PlaygroundDeps = Pick<Deps, "db" | "env" | "ledger" | "log">;

export type Playground = {
  /** What is known of a business's calls here. */
  readonly roomOf: (businessId: string) => Room;
  /** Sees to it that live calls are heard of until they end. */
  readonly keepDriving: () => void;
  readonly stop: () => void;
};

/** One business's playground. */
export type Room = { readonly calls: Map<string, DrivenCall>; readonly events: EventLog };

/** Live calls a business may have here at once, and calls it may have left behind. */
export const MOST_CALLS = 50;
const MOST_ROOMS = 200;
const TICK_MS = 1_000;

/** Rooms without live calls make way for new ones. */
function forgetOldest(rooms: Map<string, Room>): void {
  if (rooms.size <= MOST_ROOMS) return;
  for (const [businessId, { calls }] of rooms) {
    if ([...calls.values()].some(({ state }) => state === "live")) continue;
    rooms.delete(businessId);
    return;
  }
}
