import { DELIVERY_MODES, releaseHeld } from "../events/delivery-switches.ts";
import { enumeration, integer, string } from "../parameters/scalars.ts";
import { required } from "../parameters/schema.ts";
import { list } from "../parameters/structures.ts";
import { FAULT_KINDS } from "../wire/request-faults.ts";
import { type Door, door } from "./door.ts";

/** Switches for what goes wrong with the next requests and deliveries. */
export const faultDoors: Door[] = [
  door({
    method: "GET",
    path: "/_sandbox/faults",
    parameters: {},
    handle: ({ world }) => ({ requests: world.request_faults.all(), deliveries: world.delivery_switches.all() }),
  }),
  door({
    method: "POST",
    path: "/_sandbox/faults",
    parameters: {
      kind: required(enumeration(FAULT_KINDS)),
      when: enumeration(["before", "after"]),
      method: enumeration(["GET", "POST", "DELETE"]),
      path: string(),
      next: integer({ minimum: 1 }),
      delay_seconds: integer({ minimum: 0, maximum: 600 }),
    },
    handle: ({ world, parameters }) =>
      world.transaction(null, () =>
        world.request_faults.insert({
          id: world.request_faults.newId(),
          kind: parameters.kind,
          when: parameters.when ?? "before",
          method: parameters.method ?? null,
          path: parameters.path ?? "/v1",
          remaining: parameters.next ?? 1,
          delaySeconds: parameters.delay_seconds ?? 30,
        }),
      ),
  }),
  door({
    method: "DELETE",
    path: "/_sandbox/faults",
    parameters: {},
    handle: ({ world }) =>
      world.transaction(null, () => {
        for (const fault of world.request_faults.all()) world.request_faults.delete(fault.id);
        for (const each of world.delivery_switches.all()) world.delivery_switches.delete(each.id);
        return { requests: [], deliveries: [], released: releaseHeld(world) };
      }),
  }),
  door({
    method: "POST",
    path: "/_sandbox/faults/deliveries",
    parameters: {
      mode: required(enumeration(DELIVERY_MODES)),
      event_types: list(string()),
      next: integer({ minimum: 1 }),
      delay_seconds: integer({ minimum: 0 }),
    },
    handle: ({ world, parameters }) =>
      world.transaction(null, () =>
        world.delivery_switches.insert({
          id: world.delivery_switches.newId(),
          mode: parameters.mode,
          eventTypes: parameters.event_types ?? null,
          remaining: parameters.next ?? (parameters.mode === "reorder" ? 2 : 1),
          delaySeconds: parameters.delay_seconds ?? 60,
        }),
      ),
  }),
];
