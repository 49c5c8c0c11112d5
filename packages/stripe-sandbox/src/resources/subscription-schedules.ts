import { boolean, string } from "../parameters/scalars.ts";
import { cancelSubscription } from "../subscribing/cancel-subscription.ts";
import { createSchedule } from "../subscribing/create-schedule.ts";
import { cancelSchedule, releaseSchedule, requireRunning } from "../subscribing/leave-schedule.ts";
import { scheduleCreateShape, scheduleUpdateShape } from "../subscribing/schedule-parameters.ts";
import { updateSchedule } from "../subscribing/update-schedule.ts";
import { byId, type Expandable } from "../wire/expand.ts";
import { isInRange, pageOf, pageParameters, range } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";

export const subscriptionScheduleRoutes: Route[] = [
  route({
    method: "POST",
    path: "/v1/subscription_schedules",
    parameters: scheduleCreateShape,
    handle: ({ world, parameters }) => createSchedule(world, parameters),
  }),
  route({
    method: "GET",
    path: "/v1/subscription_schedules",
    parameters: {
      ...pageParameters,
      canceled_at: range(),
      completed_at: range(),
      created: range(),
      customer: string(),
      released_at: range(),
      scheduled: boolean(),
    },
    handle: ({ world, parameters: asked }) => {
      const within = (at: number | null, bounds: typeof asked.created) =>
        bounds === undefined || (at !== null && isInRange(at, bounds));
      return pageOf(world.subscription_schedules, asked, {
        url: "/v1/subscription_schedules",
        matches: (each) =>
          isInRange(each.created, asked.created) &&
          within(each.canceled_at, asked.canceled_at) &&
          within(each.completed_at, asked.completed_at) &&
          within(each.released_at, asked.released_at) &&
          (asked.customer === undefined || each.customer === asked.customer) &&
          (asked.scheduled !== true || each.status === "not_started"),
      });
    },
  }),
  route({
    method: "GET",
    path: "/v1/subscription_schedules/:schedule",
    parameters: {},
    handle: ({ world, path }) => world.subscription_schedules.require(path.schedule, "schedule"),
  }),
  route({
    method: "POST",
    path: "/v1/subscription_schedules/:schedule",
    parameters: scheduleUpdateShape,
    handle: ({ world, path, parameters }) => updateSchedule(world, path.schedule, parameters),
  }),
  route({
    method: "POST",
    path: "/v1/subscription_schedules/:schedule/cancel",
    parameters: { invoice_now: boolean(), prorate: boolean() },
    handle: ({ world, path, parameters }) => {
      const { id, subscription } = requireRunning(world, path.schedule, "cancel");
      if (subscription === null) return cancelSchedule(world, id);
      // The subscription takes its schedule with it.
      cancelSubscription(world, subscription, {
        invoice_now: parameters.invoice_now ?? true,
        prorate: parameters.prorate ?? true,
      });
      return world.subscription_schedules.require(id);
    },
  }),
  route({
    method: "POST",
    path: "/v1/subscription_schedules/:schedule/release",
    parameters: {},
    handle: ({ world, path }) => releaseSchedule(world, requireRunning(world, path.schedule, "release").id),
  }),
];

export const subscriptionScheduleExpandable: Expandable = {
  subscription_schedule: {
    customer: byId("customers"),
    subscription: byId("subscriptions"),
    released_subscription: byId("subscriptions"),
    test_clock: byId("test_clocks"),
    "phases.items.price": byId("prices"),
  },
};
