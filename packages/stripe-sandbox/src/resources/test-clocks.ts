import type Stripe from "stripe";
import { type DueWorkHandlers, scheduleWork } from "../clock/due-work.ts";
import { now } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { string, timestamp } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { pageOf, pageParameters } from "../wire/list.ts";
import { type Route, route } from "../wire/route.ts";
import { deleteCustomer } from "./write-customer.ts";

type TestClock = Stored<Stripe.TestHelpers.TestClock>;

const LIFE_SECONDS = 30 * 24 * 60 * 60;
const PATH = "/v1/test_helpers/test_clocks";

export const testClockRoutes: Route[] = [
  route({
    method: "POST",
    path: PATH,
    parameters: { frozen_time: required(timestamp()), name: string({ maximumLength: 300 }) },
    handle: ({ world, parameters }) => {
      const created = now(world);
      const clock = world.test_clocks.insert({
        id: world.test_clocks.newId(),
        object: "test_helpers.test_clock",
        created,
        deletes_after: created + LIFE_SECONDS,
        frozen_time: parameters.frozen_time,
        livemode: false,
        name: parameters.name ?? null,
        status: "ready",
        status_details: {},
      } satisfies TestClock);
      scheduleWork(world, { kind: "test_clock.delete", subject: clock.id, at: clock.deletes_after, testClock: null });
      emit(world, "test_helpers.test_clock.created", clock);
      return clock;
    },
  }),
  route({
    method: "GET",
    path: PATH,
    parameters: pageParameters,
    handle: ({ world, parameters }) => pageOf(world.test_clocks, parameters, { url: PATH }),
  }),
  route({
    method: "GET",
    path: `${PATH}/:clock`,
    parameters: {},
    handle: ({ world, path }) => world.test_clocks.require(path.clock),
  }),
  route({
    method: "POST",
    path: `${PATH}/:clock/advance`,
    parameters: { frozen_time: required(timestamp()) },
    handle: ({ world, path, parameters }) => {
      const clock = world.test_clocks.require(path.clock);
      checkAdvance(world, clock, parameters.frozen_time);
      const advancing = world.test_clocks.update(clock.id, {
        status: "advancing",
        status_details: { advancing: { target_frozen_time: parameters.frozen_time } },
      });
      emit(world, "test_helpers.test_clock.advancing", advancing);
      // The answer says "advancing"; the time itself passes right after it.
      world.afterCommit(() => world.onWorkScheduled?.());
      return advancing;
    },
  }),
  route({
    method: "DELETE",
    path: `${PATH}/:clock`,
    parameters: {},
    handle: ({ world, path }) => deleteClock(world, world.test_clocks.require(path.clock)),
  }),
];

export const testClockDueWork: DueWorkHandlers = {
  "test_clock.delete": (world, id) => {
    const clock = world.test_clocks.get(id);
    if (clock !== undefined) deleteClock(world, clock);
  },
};

function deleteClock(world: World, clock: TestClock) {
  for (const customer of world.customers.where((each) => each.test_clock === clock.id)) {
    deleteCustomer(world, customer);
  }
  for (const work of world.due_work.where((each) => each.testClock === clock.id)) world.due_work.delete(work.id);
  world.test_clocks.delete(clock.id);
  emit(world, "test_helpers.test_clock.deleted", clock);
  return {
    id: clock.id,
    object: "test_helpers.test_clock",
    deleted: true,
  } satisfies Stored<Stripe.TestHelpers.DeletedTestClock>;
}

function checkAdvance(world: World, clock: TestClock, target: number): void {
  if (clock.status !== "ready") {
    throw invalidRequest(`The test clock cannot be advanced while its status is \`${clock.status}\`.`, {
      code: "testmode_clock_not_ready",
    });
  }
  if (target <= clock.frozen_time) {
    throw invalidRequest("`frozen_time` must be after the test clock's current `frozen_time`.", {
      param: "frozen_time",
    });
  }
  const furthest = furthestAdvance(world, clock);
  if (target > furthest) {
    throw invalidRequest(
      `You can advance a test clock by at most two intervals of its shortest subscription, or two years where it has none. The furthest this clock can go now is ${furthest}.`,
      { param: "frozen_time" },
    );
  }
}

/** Two of the shortest interval of its subscriptions on. */
function furthestAdvance(world: World, clock: TestClock): number {
  const intervals = world.subscriptions
    .where((each) => each.test_clock === clock.id && each.status !== "canceled" && each.status !== "incomplete_expired")
    .flatMap((subscription) => world.subscription_items.where((item) => item.subscription === subscription.id))
    .flatMap((item) => (item.price.recurring === null ? [] : [item.price.recurring]));
  const ends = intervals.map(({ interval, interval_count: count }) =>
    addIntervals(clock.frozen_time, interval, 2 * count),
  );
  return ends.length === 0 ? addIntervals(clock.frozen_time, "year", 2) : Math.min(...ends);
}

function addIntervals(start: number, interval: string, count: number): number {
  const date = new Date(start * 1000);
  if (interval === "day") date.setUTCDate(date.getUTCDate() + count);
  else if (interval === "week") date.setUTCDate(date.getUTCDate() + 7 * count);
  else if (interval === "month") date.setUTCMonth(date.getUTCMonth() + count);
  else date.setUTCFullYear(date.getUTCFullYear() + count);
  return Math.floor(date.getTime() / 1000);
}
