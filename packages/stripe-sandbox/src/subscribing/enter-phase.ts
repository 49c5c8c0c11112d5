import { nowOfCustomer } from "../clock/now.ts";
import { emit } from "../events/emit.ts";
import { redeemDiscounts } from "../invoicing/redeem-discounts.ts";
import type { World } from "../store/world.ts";
import { applyTerms } from "./apply-change.ts";
import { planOf } from "./billed-price.ts";
import type { Phase, Schedule } from "./build-phases.ts";
import { changeSubscription } from "./change-subscription.ts";
import { planPhaseEnd } from "./create-schedule.ts";
import { buildItem } from "./item-parameters.ts";
import { completeSchedule, releaseSchedule } from "./leave-schedule.ts";
import { startSubscription } from "./start-subscription.ts";
import { renewsAt, type Subscription, type SubscriptionItem } from "./write-subscription.ts";

/** The phase that should run now begins: the subscription starts, changes, is let go or ends. */
export function enterPhase(world: World, id: string): void {
  const schedule = world.subscription_schedules.get(id);
  if (schedule === undefined || (schedule.status !== "active" && schedule.status !== "not_started")) return;
  const now = nowOfCustomer(world, schedule.customer);
  const phase = schedule.phases.find((each) => each.start_date <= now && now < each.end_date);
  if (phase !== undefined) begin(world, schedule, phase, now);
  else if (schedule.phases.every((each) => each.end_date <= now)) {
    if (schedule.end_behavior === "cancel") completeSchedule(world, id);
    else releaseSchedule(world, id);
  }
}

function begin(world: World, before: Schedule, phase: Phase, now: number): void {
  if (before.subscription !== null && before.current_phase?.start_date === phase.start_date) return;
  const entered = world.subscription_schedules.update(before.id, {
    status: "active",
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
  });
  planPhaseEnd(world, entered);
  if (before.subscription === null) startScheduled(world, entered, phase);
  else {
    const subscription = world.subscriptions.require(before.subscription);
    changeForPhase(world, subscription, { schedule: entered, phase, now });
  }
  emit(world, "subscription_schedule.updated", world.subscription_schedules.require(before.id), before);
}

function startScheduled(world: World, schedule: Schedule, phase: Phase): void {
  const { id } = startSubscription(world, {
    customer: schedule.customer,
    items: phase.items.map((item) => ({ price: item.price, quantity: item.quantity, metadata: item.metadata ?? {} })),
    billing_mode: { type: schedule.billing_mode.type === "classic" ? "classic" : "flexible" },
    // Nobody is there to be asked for a card: without one the first invoice waits for the customer.
    payment_behavior: hasMethod(world, schedule, phase) ? "allow_incomplete" : "default_incomplete",
    off_session: true,
    metadata: phase.metadata ?? {},
    discounts: discountsOf(phase),
    ...(phase.trial_end === null ? {} : { trial_end: phase.trial_end }),
    ...withoutNull(phaseTerms(schedule, phase)),
  });
  world.subscriptions.update(id, { schedule: schedule.id });
  world.subscription_schedules.update(schedule.id, { subscription: id });
}

function hasMethod(world: World, schedule: Schedule, phase: Phase): boolean {
  const own = world.customers.require(schedule.customer).invoice_settings.default_payment_method;
  return (phaseTerms(schedule, phase).default_payment_method ?? own) !== null;
}

/** What a phase says of collecting, or else the schedule. */
export function phaseTerms({ default_settings: settings }: Schedule, phase: Phase) {
  const method = phase.collection_method ?? settings.collection_method;
  const days = phase.invoice_settings?.days_until_due ?? settings.invoice_settings.days_until_due;
  return {
    collection_method: method === "send_invoice" ? ("send_invoice" as const) : ("charge_automatically" as const),
    days_until_due: method === "send_invoice" ? (days ?? USUAL_DAYS_UNTIL_DUE) : null,
    default_payment_method: phase.default_payment_method ?? settings.default_payment_method,
    description: phase.description ?? settings.description,
  };
}

const USUAL_DAYS_UNTIL_DUE = 30;

function withoutNull<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

/** At the end of a period the new terms are simply those of the next one; inside a period they are a change with prorations. */
export function changeForPhase(
  world: World,
  before: Subscription,
  { schedule, phase, now }: { schedule: Schedule; phase: Phase; now: number },
): void {
  const items = itemsForPhase(world, before, phase, now);
  const terms = phaseTerms(schedule, phase);
  const resets = (phase.billing_cycle_anchor ?? schedule.default_settings.billing_cycle_anchor) === "phase_start";
  const place = { customer: before.customer, subscription: before.id, at: now, currency: before.currency };
  if (renewsAt(before) > now) {
    changeSubscription(world, before.id, {
      items: [
        ...items.map((item) => ({
          ...(isKnown(before, item) ? { id: item.id } : {}),
          price: item.price.id,
          quantity: item.quantity ?? 1,
          metadata: item.metadata,
        })),
        ...before.items.data
          .filter((old) => !items.some(({ id }) => id === old.id))
          .map(({ id }) => ({ id, deleted: true })),
      ],
      proration_behavior: phase.proration_behavior as "always_invoice" | "create_prorations" | "none",
      ...withoutNull(terms),
      ...(phase.discounts.length === 0 ? {} : { discounts: discountsOf(phase) }),
      ...(phase.metadata === null ? {} : { metadata: phase.metadata }),
      ...(resets ? { billing_cycle_anchor: { type: "now" as const } } : {}),
    });
    return;
  }
  const discounts = phase.discounts.length === 0 ? before.discounts : redeemDiscounts(world, discountsOf(phase), place);
  const subscription = {
    ...before,
    ...withoutNull(terms),
    days_until_due: terms.days_until_due,
    ...(resets ? { billing_cycle_anchor: now } : {}),
    discounts,
    metadata: { ...before.metadata, ...phase.metadata },
  };
  applyTerms(world, { subscription, items });
}

/** Items keep their id in their order, whatever their price becomes. */
function itemsForPhase(world: World, before: Subscription, phase: Phase, now: number): SubscriptionItem[] {
  return phase.items.map((given, index) => {
    const price = world.prices.require(given.price, "price", 400);
    const known = before.items.data.find((item) => item.price.id === price.id) ?? before.items.data[index];
    const isTaken =
      known !== undefined && phase.items.some((other) => other !== given && other.price === known.price.id);
    const quantity = given.quantity ?? 1;
    const metadata = given.metadata ?? {};
    if (known === undefined || isTaken)
      return buildItem(world, { quantity, metadata }, { price, subscription: before.id, created: now });
    return { ...known, price, plan: planOf(price), quantity, metadata: { ...known.metadata, ...metadata } };
  });
}

function isKnown(before: Subscription, { id }: SubscriptionItem): boolean {
  return before.items.data.some((item) => item.id === id);
}

function discountsOf(phase: Phase) {
  return phase.discounts.map(({ coupon, discount, promotion_code }) => ({
    coupon: coupon ?? undefined,
    discount: discount ?? undefined,
    promotion_code: promotion_code ?? undefined,
  }));
}
