import type { About, Schema } from "../parameters/schema.ts";
import type { Shape } from "../parameters/structures.ts";
import type { Route } from "../wire/route.ts";

export interface MadeUpCall {
  readonly route: Route;
  readonly method: string;
  readonly path: string;
  /** Form-encoded. */
  readonly form: string;
}

/** Makes up calls of the API, most of them valid, from what its routes say they take and from ids it was told of. */
export class CallMaker {
  readonly #random: () => number;
  readonly #idsByPrefix = new Map<string, string[]>();

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  /** Remembers every id an answer holds. */
  learn(answer: unknown): void {
    if (typeof answer === "object" && answer !== null) {
      for (const item of Object.values(answer)) this.learn(item);
      // The id of a coupon is any word.
      if ("object" in answer && answer.object === "coupon" && "id" in answer) this.#remember("coupon", `${answer.id}`);
    } else if (typeof answer === "string") {
      const prefix = /^([a-z]+(?:_[a-z]+)*)_(?=\w*\d)(?!\w*_secret_)\w{8,}$/u.exec(answer)?.[1];
      if (prefix !== undefined) this.#remember(prefix, answer);
    }
  }

  #remember(prefix: string, id: string): void {
    const ids = this.#idsByPrefix.get(prefix) ?? [];
    if (!ids.includes(id)) this.#idsByPrefix.set(prefix, [...ids.slice(-40), id]);
  }

  make(routes: readonly Route[]): MadeUpCall {
    const route = this.#pickRoute(routes);
    const path = route.path.replace(/:(\w+)/gu, (_, name: string) => encodeURIComponent(this.#idFor(name, route.path)));
    const form = new URLSearchParams();
    this.#fill(form, route.parameters, "", route.path);
    if (this.#chance(0.03))
      form.append(this.#pick(["expand[]", "nonsense", "__proto__[x]", "expand[0][1]"]), this.#garbage());
    if (this.#chance(0.05))
      form.append(
        "expand[]",
        this.#pick(["customer", "data.customer", "latest_invoice.payments", "data.price.product", "payment_method"]),
      );
    return { route, method: route.method, path, form: form.toString() };
  }

  /** What deletes is rarer, so that there is something to work on. */
  #pickRoute(routes: readonly Route[]): Route {
    const route = this.#pick(routes);
    return route.method === "DELETE" && this.#chance(0.8) ? this.#pickRoute(routes) : route;
  }

  chance(probability: number): boolean {
    return this.#chance(probability);
  }

  #fill(form: URLSearchParams, shape: Shape, prefix: string, path: string): void {
    const optional = Math.min(0.3, 1 / Object.keys(shape).length);
    for (const [name, schema] of Object.entries(shape)) {
      if (!this.#chance("isRequired" in schema ? 0.97 : LIKELY.has(name) ? 0.6 : optional)) continue;
      this.#put(form, { key: prefix === "" ? name : `${prefix}[${name}]`, name, about: aboutOf(schema), path });
    }
  }

  #put(
    form: URLSearchParams,
    { key, name, about, path }: { key: string; name: string; about: About; path: string },
  ): void {
    if (this.#chance(0.02)) {
      form.append(key, this.#garbage());
      return;
    }
    switch (about.kind) {
      case "object":
        this.#fill(form, about.shape, key, path);
        return;
      case "list":
        for (let at = 0; at < this.#whole(1, 3); at += 1) {
          this.#put(form, { key: `${key}[${at}]`, name, about: about.of ?? TEXT, path });
        }
        return;
      case "hash":
        this.#put(form, {
          key: `${key}[${this.#pick(["eur", "usd", "gbp", "card"])}]`,
          name,
          about: about.of ?? TEXT,
          path,
        });
        return;
      case "either":
        this.#put(form, { key, name, about: this.#pick(about.of) ?? TEXT, path });
        return;
      case "metadata":
        form.append(`${key}[${this.#pick(["a", "b", "c"])}]`, this.#pick(["1", "2", ""]));
        return;
      default:
        form.append(key, this.#scalar(about, name, path));
    }
  }

  #scalar(
    about: Exclude<About, { kind: "object" | "list" | "hash" | "either" | "metadata" }>,
    name: string,
    path: string,
  ): string {
    switch (about.kind) {
      case "boolean":
        return this.#pick(["true", "false"]);
      case "choice":
        return this.#pick(about.choices);
      case "currency":
        return this.#pick(["usd", "usd", "usd", "usd", "eur", "jpy"]);
      case "decimal":
        return this.#pick(["1", "12.5", "0.001", "1000"]);
      case "email":
        return `person${this.#whole(1, 9)}@example.com`;
      case "url":
        return "http://127.0.0.1:9/nobody-listens";
      case "integer":
        if (name === "exp_year") return "2040";
        if (/time|date|anchor|_at$|^end|^start|created|until|after|[gl]te?$/u.test(name))
          return `${Math.floor(Date.now() / 1000) + this.#whole(-40, 60) * 86_400}`;
        return `${this.#whole(Math.max(about.minimum ?? -3, -3), Math.min(about.maximum ?? 5000, this.#pick([3, 100, 5000])))}`;
      default:
        return this.#idFor(name, path);
    }
  }

  #idFor(name: string, path: string): string {
    if (this.#chance(0.04)) return this.#garbage();
    if (name === "number") return this.#pick(["4242424242424242", "5555555555554444", "4000000000000002"]);
    if (name === "enabled_events") return this.#pick(["*", "customer.created", "invoice.paid"]);
    if (/payment_method$/u.test(name) && this.#chance(0.5)) return this.#pick(TEST_METHODS);
    const prefix = PREFIXES.find(([pattern]) => pattern.test(name) || (AS_PATH.has(name) && pattern.test(path)))?.[1];
    const ids = this.#idsByPrefix.get(prefix ?? "") ?? [];
    if (ids.length > 0) return this.#pick(this.#chance(0.6) ? ids.slice(-6) : ids);
    return prefix === undefined ? this.#pick(["some text", "a", "x y z"]) : `${prefix}_none`;
  }

  #garbage(): string {
    return this.#pick([
      "",
      "-1",
      "nonsense",
      "99999999999999999999",
      "null",
      "💥",
      "a".repeat(6000),
      "__proto__",
      "1.5",
      "\0",
      "../..",
      "true",
    ]);
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T;
  }

  #whole(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1));
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}

/** Names that mean what the path is about. */
const AS_PATH = new Set(["id", "intent", "item", "starting_after", "ending_before"]);
const TEXT: About = { kind: "text" };
const TEST_METHODS = [
  "pm_card_visa",
  "pm_card_mastercard",
  "pm_card_chargeDeclined",
  "pm_card_chargeCustomerFail",
  "pm_card_authenticationRequired",
  "pm_card_createDispute",
  "pm_card_createDisputeInquiry",
  "pm_card_pendingRefund",
  "pm_card_refundFail",
];
/** Parameters without which little happens. */
const LIKELY = new Set([
  "unit_amount",
  "product",
  "confirm",
  "customer",
  "amount",
  "payment_method",
  "items",
  "price",
  "pricing",
  "percent_off",
  "charge",
  "payment_intent",
  "card",
  "number",
  "exp_month",
  "exp_year",
]);
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/^transaction/u, "cbtxn"],
  [/balance_transaction/u, "txn"],
  [/configuration/u, "bpc"],
  [/invoiceitem|invoice_item/u, "ii"],
  [/coupon/u, "coupon"],
  [/mandate/u, "mandate"],
  [/customer/u, "cus"],
  [/payment_method/u, "pm"],
  [/invoice_payment/u, "inpay"],
  [/payment_intent/u, "pi"],
  [/setup_intent/u, "seti"],
  [/schedule/u, "sub_sched"],
  [/subscription_item/u, "si"],
  [/subscription/u, "sub"],
  [/invoice/u, "in"],
  [/credit_note/u, "cn"],
  [/price/u, "price"],
  [/product/u, "prod"],
  [/promotion_code/u, "promo"],
  [/refund/u, "re"],
  [/dispute/u, "du"],
  [/charge/u, "ch"],
  [/session/u, "cs_test"],
  [/clock/u, "clock"],
  [/endpoint/u, "we"],
  [/event/u, "evt"],
];

function aboutOf(schema: Schema<unknown>): About {
  return schema.about ?? TEXT;
}

/** Mulberry32: the same seed makes the same calls. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
