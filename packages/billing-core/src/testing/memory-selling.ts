import type { Grant } from "../account.ts";
import type { ApplyFactCommand, Command } from "../commands.ts";
import { DAY_MS, type Instant } from "../instants.ts";
import { invariant } from "../invariant.ts";
import type { CurrentSubscription } from "../selling/current-subscription.ts";
import { creditsKey, purchaseKey } from "../selling/fact-keys.ts";
import type { SellingEffects } from "../selling/selling-effects.ts";
import type { Payment, Purchase, ScheduledMonth, SellingState, SubscriptionState } from "../selling/selling-state.ts";

/** The rows of what was sold to one business, beside its ledger in memory. */
export class MemorySelling {
  readonly payments = new Map<string, Payment>();
  readonly purchases = new Map<string, Purchase>();
  readonly subscriptions = new Map<string, SubscriptionState>();
  readonly months = new Map<string, ScheduledMonth>();
  current: CurrentSubscription | null = null;

  takeOver(other: MemorySelling): void {
    for (const name of ["payments", "purchases", "subscriptions", "months"] as const) {
      const rows: Map<string, unknown> = this[name];
      for (const [key, row] of other[name]) rows.set(key, row);
    }
    this.current = other.current;
  }

  /** Grants that facts in hand are about, however little is left of them. */
  isNamed(grant: Grant, commands: readonly Command[], now: Instant): boolean {
    const facts = factsAmong(commands);
    if (facts.length === 0) return false;
    if (grant.payment !== null && this.#paymentKeys(facts).has(grant.payment.key)) return true;
    if (facts.some(({ policy }) => policy === "debt") && grant.debtRepaid > 0n) return true;
    const isAlive = grant.expiresAt === null || grant.expiresAt > now - 100 * DAY_MS;
    return grant.planMonth !== null && isAlive && this.#subscriptionIds(facts).has(grant.planMonth.subscriptionId);
  }

  load(commands: readonly Command[], grants: readonly Grant[]): SellingState | null {
    const facts = factsAmong(commands);
    if (facts.length === 0) return null;
    const keys = new Set([
      ...this.#paymentKeys(facts),
      ...grants.flatMap(({ payment }) => payment?.key ?? []),
      ...[...this.#subscriptionIds(facts), ...grants.flatMap(({ planMonth }) => planMonth?.subscriptionId ?? [])].map(
        creditsKey,
      ),
    ]);
    const lineIds = new Set(facts.flatMap(({ fact }) => ("lineId" in fact ? [fact.lineId] : [])));
    return {
      payments: new Map([...this.payments].filter(([key]) => keys.has(key as Payment["key"]))),
      purchases: this.purchases,
      subscriptions: this.subscriptions,
      scheduledMonths: [...this.months.values()].filter(
        ({ lineId, paymentKey }) => lineIds.has(lineId) || keys.has(paymentKey),
      ),
      factsElsewhere: new Set(),
    };
  }

  commit(effects: SellingEffects): void {
    for (const { key, paid, currency } of effects.payments)
      this.payments.set(key, { key, paid, currency, returns: this.payments.get(key)?.returns ?? [] });
    for (const { paymentKey, ...said } of effects.returns) {
      const payment = this.payments.get(paymentKey);
      invariant(payment !== undefined, "a return is of a payment that is known");
      const others = payment.returns.filter(({ cause }) => cause !== said.cause);
      this.payments.set(paymentKey, { ...payment, returns: [...others, said] });
    }
    for (const { id, paidBy } of effects.purchasesPaid) {
      const purchase = this.purchases.get(id);
      invariant(purchase?.paidBy === null, "a purchase is paid once");
      this.purchases.set(id, { ...purchase, paidBy });
    }
    for (const subscription of effects.subscriptions) this.subscriptions.set(subscription.id, subscription);
    for (const month of effects.months) this.months.set(`${month.lineId} ${month.month}`, month);
    this.current = effects.current ?? this.current;
  }

  #paymentKeys(facts: readonly ApplyFactCommand[]): ReadonlySet<Payment["key"]> {
    return new Set(
      facts.flatMap(({ fact }) => {
        if (fact.fact === "purchase_paid") return [purchaseKey(fact.purchaseId)];
        if ("payment" in fact) return [fact.payment.key];
        return this.#monthsNamed(fact).map(({ paymentKey }) => paymentKey);
      }),
    );
  }

  #subscriptionIds(facts: readonly ApplyFactCommand[]): ReadonlySet<string> {
    return new Set(
      facts.flatMap(({ fact }) => {
        if (fact.fact === "subscription_state") return [fact.subscription.id];
        if ("subscriptionId" in fact) return [fact.subscriptionId];
        return this.#monthsNamed(fact).map(({ subscriptionId }) => subscriptionId);
      }),
    );
  }

  #monthsNamed(fact: ApplyFactCommand["fact"]): readonly ScheduledMonth[] {
    if (fact.fact !== "token_month_due") return [];
    return [...this.months.values()].filter(({ lineId }) => lineId === fact.lineId);
  }
}

function factsAmong(commands: readonly Command[]): readonly ApplyFactCommand[] {
  return commands.filter((command) => command.kind === "apply_fact");
}
