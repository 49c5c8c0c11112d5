import { type BillingClient, billingClient, type UsageEvent } from "../billing-client.ts";
import { inLanes } from "../in-lanes.ts";
import { priceOnSale } from "../stripe-side.ts";
import { monthAt, tokenMonth } from "../token-month.ts";
import type { PlanDeed } from "./cast.ts";
import type { World, YearBusiness } from "./open-businesses.ts";
import { drawEvents } from "./synthetic-usage.ts";

const HOUR_MS = 3_600_000;
const [USE_BEGINS_HOUR, USE_ENDS_HOUR] = [9, 18];
const MOST_EVENTS = 1_000;

/** Chooses plans, and changes them, at noon. */
export async function changePlans(world: World, businesses: readonly YearBusiness[], { day, at }: Day): Promise<void> {
  await inLanes(businesses, 4, async (business) => {
    const { role, plan } = business;
    if (role.plan === null) return;
    if (plan === null) {
      if (new Date(at).getUTCDate() === role.plan.anchorDay && day < 5) await subscribe(world, business);
      return;
    }
    const deed = role.changes.get(Math.round((at - plan.anchorAt) / (24 * HOUR_MS)));
    if (deed !== undefined) await change(clientOf(world), business, { deed, at });
  });
}

export const isPlanDay = (businesses: readonly YearBusiness[], { day, at }: Day): boolean =>
  businesses.some(
    ({ role, plan }) =>
      role.plan !== null &&
      (plan === null ? day < 5 : role.changes.has(Math.round((at - plan.anchorAt) / (24 * HOUR_MS)))),
  );

export type Day = { readonly day: number; readonly at: number };

async function subscribe({ side }: World, business: YearBusiness): Promise<void> {
  const price = await priceOnSale(side, `farebox_plan_starter_${business.role.plan?.interval}`);
  const made = await side.stripe.subscriptions.create({ customer: business.customerId, items: [{ price }] });
  business.plan = { anchorAt: made.billing_cycle_anchor * 1_000, key: "starter", next: null, endedAt: null };
  business.done.push("plan_changed subscribed starter");
}

async function change(billing: BillingClient, business: YearBusiness, { deed, at }: { deed: PlanDeed; at: number }) {
  const { plan, id, done } = business;
  if (plan === null) throw new Error("a plan is changed that was never chosen");
  const ask = (method: string, path: string, body?: object) =>
    billing.must(method, path, {
      business: id,
      ...(body !== undefined && { body, headers: { "idempotency-key": `${deed}-${at}` } }),
    });
  const monthEnd = tokenMonth(plan.anchorAt, monthAt(plan.anchorAt, at) + 1);
  switch (deed) {
    case "upgrade":
      await ask("POST", "/subscribe", { plan: "pro" });
      business.plan = { ...plan, key: "pro" };
      business.upgrades += 1;
      return void done.push("plan_changed upgraded pro");
    case "downgrade":
      await ask("POST", "/subscribe", { plan: "starter" });
      business.plan = { ...plan, next: { key: "starter", at: monthEnd } };
      return void done.push("plan_changed downgrade_scheduled pro");
    case "cancel":
      await ask("DELETE", "/subscription?at=period_end");
      business.plan = { ...plan, next: { key: null, at: monthEnd } };
      return void done.push(`plan_changed cancel_scheduled ${plan.key}`);
    case "resume":
      await ask("POST", "/subscription/resume", {});
      business.plan = { ...plan, next: null };
      return void done.push(`plan_changed resumed ${plan.key}`);
  }
}

/** What was planned for the end of a month comes true. */
export function letMonthsEnd(businesses: readonly YearBusiness[], now: number): void {
  for (const business of businesses) {
    const { plan } = business;
    if (plan?.next == null || plan.next.at > now) continue;
    const { key, at } = plan.next;
    business.done.push(key === null ? `plan_changed ended ${plan.key}` : `plan_changed downgraded ${key}`);
    business.plan = { ...plan, key: key ?? plan.key, next: null, endedAt: key === null ? at : null };
  }
}

/** Tokens that somebody of the installation gives, for a while or for ever. */
export async function giveGifts(world: World, businesses: readonly YearBusiness[], { day, at }: Day): Promise<void> {
  for (const { role, id, done } of businesses) {
    const gift = role.gifts.get(day);
    if (gift === undefined) continue;
    // Early in the morning, so that no look falls into the same moment.
    const expiresAt =
      gift.days === null ? {} : { expiresAt: new Date(at + (gift.days * 24 - 12) * HOUR_MS).toISOString() };
    await clientOf(world).grant(id, { key: `gift-${day}`, tokens: gift.tokens, ...expiresAt });
    done.push(`grant_adjusted ${gift.tokens}`);
  }
}

/** The day's events of all businesses, as their systems report them: together, in batches. */
export async function recordDay(world: World, businesses: readonly YearBusiness[], { day, at }: Day): Promise<void> {
  const midnight = at - (at % (24 * HOUR_MS));
  const events = businesses.flatMap((business) =>
    drawEvents(business.role.random, {
      name: `day-${day}`,
      count: business.usage[day] ?? 0,
      from: midnight + USE_BEGINS_HOUR * HOUR_MS,
      to: midnight + USE_ENDS_HOUR * HOUR_MS - 1,
    }).map((event): Sent => ({ business, event })),
  );
  const batches = Array.from({ length: Math.ceil(events.length / MOST_EVENTS) }, (_, index) =>
    events.slice(index * MOST_EVENTS, (index + 1) * MOST_EVENTS),
  );
  await inLanes(batches, 2, (batch) => send(clientOf(world), batch));
}

type Sent = { readonly business: YearBusiness; readonly event: UsageEvent };

/** Again what may be tried again, as any client does; what there were no tokens for is over. */
async function send(billing: BillingClient, batch: readonly Sent[]): Promise<void> {
  let waiting = batch;
  for (let attempt = 0; waiting.length > 0; attempt += 1) {
    if (attempt === MOST_ATTEMPTS) throw new Error(`${waiting.length} events were refused again and again`);
    const results = await billing.record(waiting.map(({ business, event }) => ({ ...event, businessId: business.id })));
    const again: Sent[] = [];
    for (const [index, sent] of waiting.entries()) {
      const { outcome, reason, retryable = false } = results[index] ?? { outcome: "missing", reason: "no answer" };
      if (outcome === "recorded" || outcome === "replayed") sent.business.recorded += 1;
      else if (reason === "insufficient_tokens") continue;
      else if (retryable) again.push(sent);
      else throw new Error(`an event was ${outcome} for ${reason}`);
    }
    waiting = again;
  }
}

const MOST_ATTEMPTS = 20;

/** Calls that begin and are never heard of again. */
export async function fallSilent(world: World, businesses: readonly YearBusiness[], { day }: Day): Promise<void> {
  for (const { role, id: business, done } of businesses) {
    if (!role.silentCalls.has(day)) continue;
    const callId = `silent-${day}`;
    const body = { callId, service: "outbound_call" };
    const { status } = await clientOf(world).call("POST", "/holds", { business, body });
    if (status < 300) done.push(`hold_abandoned ${callId}`);
    else if (status !== 402) throw new Error(`opening a call answered ${status}`);
  }
}

const clientOf = ({ product }: World) => billingClient({ url: product.url, key: product.operatorKey });
