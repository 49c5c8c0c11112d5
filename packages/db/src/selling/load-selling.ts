import {
  type Command,
  type Fact,
  factKeysOf,
  type Grant,
  type Payment,
  type Purchase,
  purchaseKey,
  type ScheduledMonth,
  type SellingState,
  type SubscriptionState,
} from "@farebox/billing-core";
import type { SqlRunner } from "../connections/sql-runner.ts";
import { toGrant } from "../mapping.ts";
import { LOAD_SELLING } from "./load-selling.sql.ts";
import { type SellingRow, toPayment, toPurchase, toScheduledMonth, toSubscriptionState } from "./selling-mapping.ts";

/** What the facts in hand are about, with the grants they may change whatever is left of them. */
export type LoadedSelling = { readonly selling: SellingState; readonly grants: readonly Grant[] };

/**
 * Brings by one statement what the facts among the commands of each business are about; nothing, and no statement, where
 * there is none. It runs after the account was loaded: whoever writes any of this bumps the account's version, so that a
 * decision on what moved in between is not committed.
 */
export async function loadSelling(
  runner: SqlRunner,
  requests: Iterable<readonly [businessId: string, commands: readonly Command[]]>,
): Promise<ReadonlyMap<string, LoadedSelling>> {
  const asked = new Asked();
  for (const [businessId, commands] of requests) {
    const facts = commands.filter((command) => command.kind === "apply_fact");
    if (facts.length > 0) asked.add(businessId, facts);
  }
  if (asked.businesses.length === 0) return new Map();
  const rows = await runner.query<SellingRow>("load_selling", LOAD_SELLING, asked.toParameters());
  return new Map(rows.map((row) => [row.business_id, toLoaded(row)]));
}

function toLoaded(row: SellingRow): LoadedSelling {
  const byKey = <Row, Value>(rows: readonly Row[] | null, to: (row: Row) => readonly [string, Value]) =>
    new Map((rows ?? []).map(to));
  return {
    selling: {
      payments: byKey(row.payments, (one): [string, Payment] => [one.key, toPayment(one)]),
      purchases: byKey(row.purchases, (one): [string, Purchase] => [one.id, toPurchase(one)]),
      subscriptions: byKey(row.subscriptions, (one): [string, SubscriptionState] => [one.id, toSubscriptionState(one)]),
      scheduledMonths: (row.months ?? []).map((one): ScheduledMonth => toScheduledMonth(one)),
      factsElsewhere: new Set(row.facts_elsewhere ?? []),
    },
    grants: (row.grants ?? []).map(toGrant),
  };
}

type FactCommand = Extract<Command, { readonly kind: "apply_fact" }>;

/** Pairs of a business and what its facts name, each once. */
class Asked {
  readonly businesses: string[] = [];
  readonly #wantsDebtors: boolean[] = [];
  readonly #payments = new Pairs();
  readonly #purchases = new Pairs();
  readonly #lines = new Pairs();
  readonly #subscriptions = new Pairs();
  readonly #facts = new Pairs();

  add(businessId: string, commands: readonly FactCommand[]): void {
    this.businesses.push(businessId);
    this.#wantsDebtors.push(commands.some(({ fact }) => "payment" in fact || fact.fact === "plan_credited"));
    const facts = commands.map(({ fact }) => fact);
    this.#payments.add(businessId, facts.flatMap(paymentKeysOf));
    this.#purchases.add(
      businessId,
      facts.flatMap((fact) => (fact.fact === "purchase_paid" ? [fact.purchaseId] : [])),
    );
    this.#lines.add(
      businessId,
      facts.flatMap((fact) => ("lineId" in fact ? [fact.lineId] : [])),
    );
    this.#subscriptions.add(businessId, facts.flatMap(subscriptionIdsOf));
    this.#facts.add(businessId, facts.flatMap(factKeysOf));
  }

  toParameters(): unknown[] {
    const pairs = [this.#payments, this.#purchases, this.#lines, this.#subscriptions, this.#facts];
    return [this.businesses, this.#wantsDebtors, ...pairs.flatMap(({ business, name }) => [business, name])];
  }
}

class Pairs {
  readonly business: string[] = [];
  readonly name: string[] = [];

  add(businessId: string, names: readonly string[]): void {
    for (const name of new Set(names)) {
      this.business.push(businessId);
      this.name.push(name);
    }
  }
}

function paymentKeysOf(fact: Fact): readonly string[] {
  if (fact.fact === "purchase_paid") return [purchaseKey(fact.purchaseId)];
  return "payment" in fact ? [fact.payment.key] : [];
}

function subscriptionIdsOf(fact: Fact): readonly string[] {
  if (fact.fact === "subscription_state") return [fact.subscription.id];
  return "subscriptionId" in fact ? [fact.subscriptionId] : [];
}
