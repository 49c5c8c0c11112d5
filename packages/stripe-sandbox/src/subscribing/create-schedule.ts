import { scheduleWork } from "../clock/due-work.ts";
import { nowOfCustomer, testClockOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { buildPhases, type Phase, phaseOfSubscription, type Schedule } from "./build-phases.ts";
import { enterPhase } from "./enter-phase.ts";
import type { ScheduleGiven } from "./schedule-parameters.ts";
import { isEnded, updateSubscription } from "./write-subscription.ts";

/** Phases for a subscription that runs, or that begins with the first of them. */
export function createSchedule(world: World, given: ScheduleGiven): Schedule {
  return given.from_subscription === undefined
    ? scheduleNew(world, given)
    : scheduleRunning(world, given, given.from_subscription);
}

function scheduleRunning(world: World, given: ScheduleGiven, id: string): Schedule {
  const subscription = world.subscriptions.require(id, "from_subscription", 400);
  const refused = (
    ["phases", "customer", "start_date", "end_behavior", "default_settings", "billing_mode"] as const
  ).find((name) => given[name] !== undefined);
  if (refused !== undefined) {
    throw invalidRequest(`You cannot set \`${refused}\` if \`from_subscription\` is set.`, { param: refused });
  }
  if (subscription.schedule !== null) {
    throw invalidRequest("You cannot migrate a subscription that is already attached to a schedule.", {
      param: "from_subscription",
    });
  }
  if (isEnded(subscription)) {
    throw invalidRequest("You cannot migrate a subscription that is canceled.", { param: "from_subscription" });
  }
  const schedule = insertSchedule(world, {
    given,
    customer: subscription.customer,
    phases: [phaseOfSubscription(subscription)],
  });
  const attached = world.subscription_schedules.update(schedule.id, {
    subscription: id,
    billing_mode: subscription.billing_mode,
  });
  updateSubscription(world, id, { schedule: schedule.id });
  emit(world, "subscription_schedule.created", attached);
  return attached;
}

function scheduleNew(world: World, given: ScheduleGiven): Schedule {
  if (given.customer === undefined) {
    throw invalidRequest("Missing required param: customer.", { code: "parameter_missing", param: "customer" });
  }
  if (given.phases === undefined || given.phases.length === 0) {
    throw invalidRequest("Missing required param: phases.", { code: "parameter_missing", param: "phases" });
  }
  const customer = world.customers.require(given.customer, "customer", 400);
  const now = nowOfCustomer(world, customer.id);
  const start = given.start_date === undefined || given.start_date === "now" ? now : given.start_date;
  const schedule = insertSchedule(world, {
    given,
    customer: customer.id,
    phases: buildPhases(world, given.phases, start),
  });
  emit(world, "subscription_schedule.created", schedule);
  if (start <= now) enterPhase(world, schedule.id);
  else
    scheduleWork(world, {
      kind: "schedule.enter_phase",
      subject: schedule.id,
      at: start,
      testClock: schedule.test_clock ?? null,
    });
  return world.subscription_schedules.require(schedule.id);
}

function insertSchedule(
  world: World,
  { given, customer, phases }: { given: ScheduleGiven; customer: string; phases: Phase[] },
): Schedule {
  const settings = given.default_settings;
  const [first] = phases;
  const now = nowOfCustomer(world, customer);
  const isStarted = first !== undefined && first.start_date <= now;
  const schedule = {
    id: world.subscription_schedules.newId(),
    object: "subscription_schedule",
    application: null,
    billing_mode: {
      flexible: given.billing_mode?.type === "classic" ? null : { proration_discounts: "included" },
      type: given.billing_mode?.type ?? "flexible",
    },
    canceled_at: null,
    completed_at: null,
    created: now,
    current_phase: first !== undefined && isStarted ? { start_date: first.start_date, end_date: first.end_date } : null,
    customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null },
      billing_cycle_anchor: settings?.billing_cycle_anchor ?? "automatic",
      billing_thresholds: null,
      collection_method: settings?.collection_method ?? "charge_automatically",
      default_payment_method: settings?.default_payment_method ?? null,
      description: settings?.description ?? null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: settings?.invoice_settings?.days_until_due ?? null,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: given.end_behavior ?? "release",
    livemode: false,
    metadata: mergeMetadata({}, given.metadata),
    pause_schedules: [],
    phases,
    released_at: null,
    released_subscription: null,
    status: isStarted ? "active" : "not_started",
    subscription: null,
    test_clock: testClockOfCustomer(world, customer),
  } satisfies Schedule;
  world.subscription_schedules.insert(schedule);
  planPhaseEnd(world, schedule);
  return schedule;
}

/** The phase that runs ends by itself. */
export function planPhaseEnd(world: World, schedule: Schedule): void {
  if (schedule.current_phase === null) return;
  const testClock = schedule.test_clock ?? null;
  scheduleWork(world, {
    kind: "schedule.enter_phase",
    subject: schedule.id,
    at: schedule.current_phase.end_date,
    testClock,
  });
}
