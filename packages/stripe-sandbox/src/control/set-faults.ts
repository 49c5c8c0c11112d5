import { DELIVERY_MODES, releaseHeld } from "../events/delivery-switches.ts";
import { enumeration, integer, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { list, type Parsed } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import { FAULT_KINDS } from "../wire/request-faults.ts";

export const requestFaultShape = {
  kind: required(enumeration(FAULT_KINDS)),
  when: enumeration(["before", "after"]),
  method: enumeration(["GET", "POST", "DELETE"]),
  path: string(),
  next: integer({ minimum: 1 }),
  delay_seconds: integer({ minimum: 0, maximum: 600 }),
};

export function addRequestFault(world: World, given: Parsed<typeof requestFaultShape>) {
  return world.request_faults.insert({
    id: world.request_faults.newId(),
    kind: given.kind,
    when: given.when ?? "before",
    method: given.method ?? null,
    path: given.path ?? "/v1",
    remaining: given.next ?? 1,
    delaySeconds: given.delay_seconds ?? 30,
  });
}

export const deliverySwitchShape = {
  mode: required(enumeration(DELIVERY_MODES)),
  event_types: list(string()),
  next: integer({ minimum: 1 }),
  delay_seconds: integer({ minimum: 0 }),
};

export function addDeliverySwitch(world: World, given: Parsed<typeof deliverySwitchShape>) {
  return world.delivery_switches.insert({
    id: world.delivery_switches.newId(),
    mode: given.mode,
    eventTypes: given.event_types ?? null,
    remaining: given.next ?? (given.mode === "reorder" ? 2 : 1),
    delaySeconds: given.delay_seconds ?? 60,
  });
}

/** Everything goes right again, and what was held back is sent. */
export function clearFaults(world: World) {
  for (const fault of world.request_faults.all()) world.request_faults.delete(fault.id);
  for (const each of world.delivery_switches.all()) world.delivery_switches.delete(each.id);
  return { requests: [], deliveries: [], released: releaseHeld(world) };
}
