import { billingDoors } from "./billing-doors.ts";
import { clockDoors } from "./clock-doors.ts";
import { deliveryDoors } from "./delivery-doors.ts";
import { disputeDoors } from "./dispute-doors.ts";
import type { Door } from "./door.ts";
import { faultDoors } from "./fault-doors.ts";
import { stateDoors } from "./state-doors.ts";

export const DOORS: readonly Door[] = [
  ...billingDoors,
  ...clockDoors,
  ...faultDoors,
  ...deliveryDoors,
  ...disputeDoors,
  ...stateDoors,
];
