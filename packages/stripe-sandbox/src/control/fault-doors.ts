import { type Door, door } from "./door.ts";
import {
  addDeliverySwitch,
  addRequestFault,
  clearFaults,
  deliverySwitchShape,
  requestFaultShape,
} from "./set-faults.ts";

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
    parameters: requestFaultShape,
    handle: ({ world, parameters }) => world.transaction(null, () => addRequestFault(world, parameters)),
  }),
  door({
    method: "DELETE",
    path: "/_sandbox/faults",
    parameters: {},
    handle: ({ world }) => world.transaction(null, () => clearFaults(world)),
  }),
  door({
    method: "POST",
    path: "/_sandbox/faults/deliveries",
    parameters: deliverySwitchShape,
    handle: ({ world, parameters }) => world.transaction(null, () => addDeliverySwitch(world, parameters)),
  }),
];
