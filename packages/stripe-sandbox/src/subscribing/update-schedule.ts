import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { mergeMetadata } from "../parameters/metadata.ts";
import { withoutUndefined } from "../parameters/without-undefined.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { buildPhases, type Phase, type Schedule } from "./build-phases.ts";
import { planPhaseEnd } from "./create-schedule.ts";
import { changeForPhase, phaseTerms } from "./enter-phase.ts";
import { requireRunning } from "./leave-schedule.ts";
import type { ScheduleUpdateGiven } from "./schedule-parameters.ts";

/** New phases replace all that have not begun; the one that runs must be among them. */
export function updateSchedule(world: World, id: string, given: ScheduleUpdateGiven): Schedule {
  const before = requireRunning(world, id, "update");
  const phases = given.phases === undefined ? before.phases : newPhases(world, before, given);
  const running = phases.find((phase) => phase.start_date === before.current_phase?.start_date);
  const after = world.subscription_schedules.update(id, {
    phases,
    metadata: mergeMetadata(before.metadata ?? {}, given.metadata),
    default_settings: changedSettings(before, given),
    ...(given.end_behavior === undefined ? {} : { end_behavior: given.end_behavior }),
    ...(running === undefined ? {} : { current_phase: { start_date: running.start_date, end_date: running.end_date } }),
  });
  planPhaseEnd(world, after);
  if (running !== undefined) changeRunningPhase(world, { before, after, running, given });
  emit(world, "subscription_schedule.updated", after, before);
  return after;
}

function changedSettings(before: Schedule, given: ScheduleUpdateGiven): Schedule["default_settings"] {
  const { invoice_settings: invoice, ...plain } = given.default_settings ?? {};
  const settings = before.default_settings;
  return {
    ...settings,
    ...withoutUndefined(plain),
    invoice_settings: { ...settings.invoice_settings, ...withoutUndefined(invoice ?? {}) },
  };
}

/** What changes in the phase that runs changes its subscription at once. */
function changeRunningPhase(
  world: World,
  { before, after, running, given }: { before: Schedule; after: Schedule; running: Phase; given: ScheduleUpdateGiven },
): void {
  const old = before.phases.find((phase) => phase.start_date === running.start_date);
  const subscription = after.subscription === null ? undefined : world.subscriptions.get(after.subscription);
  const terms = (schedule: Schedule, phase: Phase) =>
    JSON.stringify([phase.items, phase.discounts, phase.metadata, phaseTerms(schedule, phase)]);
  if (old === undefined || subscription === undefined || terms(before, old) === terms(after, running)) return;
  changeForPhase(world, subscription, {
    schedule: after,
    phase: {
      ...running,
      billing_cycle_anchor: null,
      proration_behavior: given.proration_behavior ?? "create_prorations",
    },
    now: nowOfCustomer(world, after.customer),
  });
}

function newPhases(world: World, before: Schedule, given: ScheduleUpdateGiven): Phase[] {
  const now = nowOfCustomer(world, before.customer);
  const running = before.current_phase;
  const asked = (given.phases ?? []).map(({ start_date: start, end_date: end, ...phase }) => ({
    ...phase,
    ...(start === undefined ? {} : { start: start === "now" ? now : start }),
    ...(end === undefined ? {} : { end_date: end === "now" ? now : end }),
  }));
  const first = asked[0];
  if (first === undefined) throw invalidRequest("A schedule needs at least one phase.", { param: "phases" });
  if (first.start === undefined) {
    throw invalidRequest("The subscription schedule update must specify `phases[0][start_date]` of its first phase.", {
      code: "parameter_missing",
      param: "phases[0][start_date]",
    });
  }
  const phases = buildPhases(world, asked, first.start);
  const keepsRunning = running === null || phases.some((phase) => phase.start_date === running.start_date);
  if (keepsRunning) return phases;
  throw invalidRequest("You can not modify the start date of the current phase.", { param: "phases[0][start_date]" });
}
