import type Stripe from "stripe";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { enterPhase } from "./enter-phase.ts";
import { asPreview } from "./preview-invoice.ts";
import { startNextPeriods } from "./renew-subscription.ts";
import { draftSubscriptionInvoice } from "./subscription-invoice.ts";
import { isEnded, renewsAt } from "./write-subscription.ts";

type Invoice = Stored<Stripe.Invoice>;

/** What the next renewal will bill; null when the subscription ends instead. */
export function previewRenewal(world: World, id: string): Invoice | null {
  return world.journal.rehearse(() => {
    const draft = draftRenewal(world, id);
    return draft === null ? null : asPreview(world, draft, null);
  });
}

/** Makes the draft of the next renewal now, as it will be made then: only to be taken back. */
export function draftRenewal(world: World, id: string): Invoice | null {
  const known = world.subscriptions.require(id);
  const at = renewsAt(known);
  if (known.cancel_at_period_end || (known.cancel_at !== null && known.cancel_at <= at)) return null;
  const clock = known.test_clock ?? "";
  const stepped = world.steppedTo.get(clock);
  world.steppedTo.set(clock, at);
  try {
    if (known.schedule !== null) enterPhase(world, known.schedule);
    const before = world.subscriptions.require(id);
    if (isEnded(before)) return null;
    const lines = startNextPeriods(world, before, at);
    const period = { start: Math.min(...before.items.data.map((item) => item.current_period_start)), end: at };
    return draftSubscriptionInvoice(world, world.subscriptions.require(id), {
      billingReason: "subscription_cycle",
      lines,
      period,
    });
  } finally {
    if (stepped === undefined) world.steppedTo.delete(clock);
    else world.steppedTo.set(clock, stepped);
  }
}
