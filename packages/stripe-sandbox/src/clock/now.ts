import type { World } from "../store/world.ts";

/** The time objects are made at, in Unix seconds: the test clock's where they belong to one, else the sandbox's. */
export function now(world: World, testClockId: string | null | undefined = null): number {
  const stepped = world.steppedTo.get(testClockId ?? "");
  if (stepped !== undefined) return stepped;
  const clock = testClockId == null ? undefined : world.test_clocks.get(testClockId);
  return clock?.frozen_time ?? world.realNow() + world.offsetSeconds;
}

/** Time as the customer lives it. */
export function nowOfCustomer(world: World, customerId: string | null | undefined): number {
  return now(world, testClockOfCustomer(world, customerId));
}

export function testClockOfCustomer(world: World, customerId: string | null | undefined): string | null {
  return customerId == null ? null : (world.customers.get(customerId)?.test_clock ?? null);
}
