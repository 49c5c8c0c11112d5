import { discountsParameter } from "../invoicing/redeem-discounts.ts";
import { metadata } from "../parameters/metadata.ts";
import { boolean, enumeration, integer, string, timestamp } from "../parameters/scalars.ts";
import { either, emptyable, required } from "../parameters/schema.ts";
import { list, object, type Parsed } from "../parameters/structures.ts";
import { billingMode, prorationBehavior } from "./subscription-parameters.ts";

const invoiceSettings = object({ days_until_due: integer({ minimum: 0 }) });

const phaseShape = {
  billing_cycle_anchor: enumeration(["automatic", "phase_start"]),
  collection_method: enumeration(["charge_automatically", "send_invoice"]),
  default_payment_method: string(),
  description: emptyable(string()),
  discounts: emptyable(discountsParameter()),
  duration: object({
    interval: required(enumeration(["day", "month", "week", "year"])),
    interval_count: integer({ minimum: 1 }),
  }),
  end_date: timestamp(),
  invoice_settings: invoiceSettings,
  items: required(
    list(object({ metadata: metadata(), plan: string(), price: string(), quantity: integer({ minimum: 0 }) }), {
      maximum: 20,
    }),
  ),
  metadata: metadata(),
  proration_behavior: prorationBehavior,
  trial: boolean(),
  trial_end: timestamp(),
};

const described = {
  default_settings: object({
    billing_cycle_anchor: enumeration(["automatic", "phase_start"]),
    collection_method: enumeration(["charge_automatically", "send_invoice"]),
    default_payment_method: string(),
    description: emptyable(string()),
    invoice_settings: invoiceSettings,
  }),
  end_behavior: enumeration(["cancel", "release"]),
  metadata: metadata(),
};

export const scheduleCreateShape = {
  ...described,
  billing_mode: billingMode,
  customer: string(),
  from_subscription: string(),
  phases: list(object(phaseShape), { maximum: 10 }),
  start_date: either(enumeration(["now"]), timestamp()),
};

export const scheduleUpdateShape = {
  ...described,
  phases: list(
    object({
      ...phaseShape,
      end_date: either(enumeration(["now"]), timestamp()),
      start_date: either(enumeration(["now"]), timestamp()),
    }),
    {
      maximum: 10,
    },
  ),
  proration_behavior: prorationBehavior,
};

export type PhaseGiven = Parsed<typeof phaseShape>;
export type ScheduleGiven = Parsed<typeof scheduleCreateShape>;
export type ScheduleUpdateGiven = Parsed<typeof scheduleUpdateShape>;
