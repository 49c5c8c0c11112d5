import { now } from "../clock/now.ts";
import { integer, timestamp } from "../parameters/scalars.ts";
import { invalidRequest } from "../wire/errors.ts";
import { type Door, door } from "./door.ts";

/** The sandbox's own clock: read it, or move it forward and wait until all that became due has happened. */
export const clockDoors: Door[] = [
  door({ method: "GET", path: "/_sandbox/clock", parameters: {}, handle: ({ world }) => ({ now: now(world) }) }),
  door({
    method: "POST",
    path: "/_sandbox/clock",
    parameters: { advance_seconds: integer({ minimum: 0 }), now: timestamp() },
    handle: async ({ world, timekeeper, parameters }) => {
      const current = now(world);
      const target = parameters.now ?? current + (parameters.advance_seconds ?? 0);
      if (target < current) throw invalidRequest("The clock moves forward only.", { param: "now" });
      await timekeeper.moveTo(target);
      return { now: now(world) };
    },
  }),
];
