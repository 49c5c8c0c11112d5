import { emit } from "../events/emit.ts";
import type { World } from "../store/world.ts";
import { type DueWorkFailure, doDueWork } from "./do-due-work.ts";
import type { DueWorkHandlers } from "./due-work.ts";

/** Does what is due until the time an advancing clock goes to, and stops the clock there. */
export function finishAdvance(world: World, handlers: DueWorkHandlers, id: string): DueWorkFailure[] {
  const clock = world.test_clocks.require(id);
  const target = clock.status_details.advancing?.target_frozen_time ?? clock.frozen_time;
  const failures = doDueWork(world, handlers, { testClock: id, until: target });
  world.transaction(null, () => {
    const status = failures.length === 0 ? ("ready" as const) : ("internal_failure" as const);
    const after = world.test_clocks.update(id, { frozen_time: target, status, status_details: {} });
    emit(world, `test_helpers.test_clock.${status}`, after);
  });
  return failures;
}
