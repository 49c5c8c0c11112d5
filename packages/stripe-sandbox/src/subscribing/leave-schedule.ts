import { cancelWork } from "../clock/due-work.ts";
import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import type { Schedule } from "./build-phases.ts";
import { endSubscription } from "./end-subscription.ts";
import { updateSubscription } from "./write-subscription.ts";

/** The subscription goes on as it is, without the schedule. */
export function releaseSchedule(world: World, id: string): Schedule {
  const { subscription } = world.subscription_schedules.require(id);
  const schedule = finish(world, id, (at) => ({
    status: "released",
    released_at: at,
    released_subscription: subscription,
    subscription: null,
  }));
  if (subscription !== null) updateSubscription(world, subscription, { schedule: null });
  emit(world, "subscription_schedule.released", schedule);
  return schedule;
}

/** The last phase is over and the subscription ends with it. */
export function completeSchedule(world: World, id: string): Schedule {
  const { subscription } = world.subscription_schedules.require(id);
  const schedule = finish(world, id, (at) => ({ status: "completed", completed_at: at }));
  emit(world, "subscription_schedule.completed", schedule);
  if (subscription !== null) endSubscription(world, subscription, { reason: "cancellation_requested" });
  return schedule;
}

/** The schedule of a subscription that is canceled is canceled as well. */
export function cancelSchedule(world: World, id: string): Schedule {
  const schedule = finish(world, id, (at) => ({ status: "canceled", canceled_at: at }));
  emit(world, "subscription_schedule.canceled", schedule);
  return schedule;
}

export function requireRunning(world: World, id: string, verb: string): Schedule {
  const schedule = world.subscription_schedules.require(id, "schedule");
  if (schedule.status === "active" || schedule.status === "not_started") return schedule;
  throw invalidRequest(
    `You cannot ${verb} a subscription schedule that is currently in the \`${schedule.status}\` status. Only \`active\` and \`not_started\` subscription schedules can be changed.`,
    { param: "schedule" },
  );
}

function finish(world: World, id: string, changes: (at: number) => Partial<Schedule>): Schedule {
  const { customer } = world.subscription_schedules.require(id);
  cancelWork(world, null, id);
  return world.subscription_schedules.update(id, { ...changes(nowOfCustomer(world, customer)), current_phase: null });
}
