import type Stripe from "stripe";
import { nowOfCustomer } from "../clock/now.ts";
import { manualTerms } from "../invoicing/create-invoice.ts";
import { draftInvoice, linesOf, recount } from "../invoicing/draft-invoice.ts";
import { lineOfItem, pendingItems } from "../invoicing/pending-items.ts";
import { discountsParameter, redeemDiscounts } from "../invoicing/redeem-discounts.ts";
import { boolean, enumeration, string, timestamp } from "../parameters/scalars.ts";
import { either, emptyable, only } from "../parameters/schema.ts";
import { object, type Parsed } from "../parameters/structures.ts";
import { automaticTaxParameter } from "../parameters/uncovered.ts";
import { randomText } from "../store/ids.ts";
import type { Stored } from "../store/stored.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "../wire/errors.ts";
import { applyChange } from "./apply-change.ts";
import { creditUnusedTime } from "./cancel-subscription.ts";
import { planFor } from "./change-subscription.ts";
import { changedItems } from "./item-parameters.ts";
import { draftRenewal } from "./preview-renewal.ts";
import { scheduleUpdateShape } from "./schedule-parameters.ts";
import { draftFirstInvoice } from "./start-subscription.ts";
import { draftSubscriptionInvoice } from "./subscription-invoice.ts";
import { anchorParameter, billingMode, prorationBehavior } from "./subscription-parameters.ts";
import { updateSchedule } from "./update-schedule.ts";
import { isEnded } from "./write-subscription.ts";

type Invoice = Stored<Stripe.Invoice>;

const details = {
  billing_cycle_anchor: either(timestamp(), anchorParameter),
  billing_mode: billingMode,
  cancel_at: emptyable(either(enumeration(["max_period_end", "min_period_end"]), timestamp())),
  cancel_at_period_end: boolean(),
  cancel_now: boolean(),
  items: changedItems(),
  proration_behavior: prorationBehavior,
  proration_date: timestamp(),
  start_date: timestamp(),
  trial_end: either(enumeration(["now"]), timestamp()),
};

export const previewShape = {
  automatic_tax: automaticTaxParameter(),
  currency: string({ maximumLength: 3 }),
  customer: string(),
  discounts: emptyable(discountsParameter()),
  preview_mode: only(
    enumeration(["next", "recurring"]),
    (mode) => mode === "next",
    "The sandbox previews the next invoice and not `recurring` amounts.",
  ),
  schedule: string(),
  schedule_details: object({ end_behavior: scheduleUpdateShape.end_behavior, phases: scheduleUpdateShape.phases }),
  subscription: string(),
  subscription_details: object(details),
};

type Given = Parsed<typeof previewShape>;

/**
 * The invoice that would come next, with the changes described. What the sandbox would do is really done and taken back, so
 * that the preview and the change cannot differ. Source: https://docs.stripe.com/api/invoices/create_preview
 */
export function previewInvoice(world: World, given: Given): Invoice {
  return world.journal.rehearse(() => {
    const draft = draftPreview(world, given);
    if (draft === null) throw nothingUpcoming(given.customer ?? given.subscription ?? "");
    return asPreview(world, withDiscounts(world, draft, given), given.subscription_details?.proration_date ?? null);
  });
}

/** A draft shown as the preview of one: its ids are nobody's. */
export function asPreview(world: World, draft: Invoice, prorationDate: number | null): Invoice {
  const id = `upcoming_in_${randomText(24)}`;
  const lines = linesOf(world, draft.id).map((line) => ({ ...line, id: `il_tmp_${randomText(24)}`, invoice: id }));
  const parent = draft.parent?.subscription_details;
  return {
    ...draft,
    id,
    automatically_finalizes_at: null,
    billing_reason: "upcoming",
    ending_balance: Math.min(0, draft.total + draft.starting_balance),
    lines: { object: "list", data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    next_payment_attempt: draft.collection_method === "charge_automatically" ? draft.created + 3600 : null,
    parent:
      parent == null || prorationDate === null
        ? draft.parent
        : {
            quote_details: null,
            subscription_details: { ...parent, subscription_proration_date: prorationDate },
            type: "subscription_details",
          },
    webhooks_delivered_at: null,
  };
}

function draftPreview(world: World, given: Given): Invoice | null {
  const subscription =
    given.subscription ??
    (given.schedule === undefined
      ? undefined
      : world.subscription_schedules.require(given.schedule, "schedule", 400).subscription);
  if (subscription != null) return draftOfSubscription(world, subscription, given);
  if (given.customer === undefined) {
    throw invalidRequest("You must pass one of `customer`, `subscription` or `schedule`.", {
      code: "parameter_missing",
      param: "customer",
    });
  }
  const customer = world.customers.require(given.customer, "customer", 400);
  if (given.subscription_details?.items !== undefined) return draftOfNewSubscription(world, customer.id, given);
  const currency = given.currency?.toLowerCase() ?? customer.currency ?? "usd";
  const [running] = world.subscriptions.where((each) => each.customer === customer.id && !isEnded(each));
  if (running !== undefined) return draftOfSubscription(world, running.id, given);
  const waiting = pendingItems(world, customer.id, { subscription: null, currency });
  if (waiting.length === 0) return null;
  const now = nowOfCustomer(world, customer.id);
  return draftInvoice(world, customer.id, manualTerms({ currency, now }), waiting.map(lineOfItem));
}

function draftOfNewSubscription(world: World, customer: string, given: Given): Invoice {
  const {
    items = [],
    billing_cycle_anchor: anchor,
    cancel_at,
    trial_end,
    start_date,
    billing_mode,
    proration_behavior,
  } = given.subscription_details ?? {};
  const now = nowOfCustomer(world, customer);
  const started = {
    customer,
    items,
    ...(given.currency === undefined ? {} : { currency: given.currency }),
    ...(typeof anchor === "number" ? { billing_cycle_anchor: anchor } : {}),
    ...(typeof cancel_at === "number" ? { cancel_at } : {}),
    trial_end,
    backdate_start_date: start_date,
    billing_mode,
    proration_behavior,
    discounts: given.discounts,
  };
  return draftFirstInvoice(world, started, now).invoice;
}

function draftOfSubscription(world: World, id: string, given: Given): Invoice | null {
  const before = world.subscriptions.require(id, "subscription", 400);
  if (isEnded(before)) return null;
  if (given.schedule_details !== undefined) changeSchedule(world, before.schedule, given.schedule_details);
  const {
    cancel_now: cancelNow,
    billing_cycle_anchor: anchor,
    billing_mode: _mode,
    start_date: _start,
    ...change
  } = given.subscription_details ?? {};
  if (cancelNow === true) {
    if (change.proration_behavior !== "none") creditUnusedTime(world, before, change.proration_date);
    return draftSubscriptionInvoice(world, before, { billingReason: "subscription_update", lines: [] });
  }
  const isReset = anchor !== undefined && typeof anchor !== "number";
  const plan = planFor(world, before, { ...change, ...(isReset ? { billing_cycle_anchor: anchor } : {}) });
  applyChange(world, plan);
  if (!plan.invoicesNow || given.preview_mode === "recurring") return draftRenewal(world, id);
  return draftSubscriptionInvoice(world, plan.subscription, {
    billingReason: "subscription_update",
    lines: plan.periodLines,
  });
}

function changeSchedule(world: World, schedule: string | null, details: NonNullable<Given["schedule_details"]>): void {
  if (schedule === null) {
    throw invalidRequest("`schedule_details` can only be used for a subscription that has a schedule.", {
      param: "schedule_details",
    });
  }
  updateSchedule(world, schedule, details);
}

/** Discounts of the preview alone; those of the subscription are on the draft already. */
function withDiscounts(world: World, draft: Invoice, given: Given): Invoice {
  if (given.discounts === undefined || (given.subscription === undefined && given.subscription_details !== undefined))
    return draft;
  const place = { customer: draft.customer, at: draft.created, currency: draft.currency };
  return recount(world, draft.id, { discounts: redeemDiscounts(world, given.discounts ?? [], place) });
}

function nothingUpcoming(about: string): Error {
  return invalidRequest(`No upcoming invoices for customer: ${about}`, { code: "invoice_upcoming_none", status: 404 });
}
