import { expect } from "vitest";
import { newId } from "../../new-id.ts";
import { startTestProduct, type TestPerson, type TestProduct } from "../../testing/test-product.ts";
import { createAsk } from "./ask.ts";

/** The product with the payment stand-in, an owner who buys for a business, and the bank's side of it. */
export async function openShop(options: Parameters<typeof startTestProduct>[0] = {}): Promise<Shop> {
  const product = await startTestProduct({ ...options, takesPayments: true });
  const owner = await product.createPerson("owner@example.com");
  const ask = createAsk(product.url, await product.createKey(null, ["read", "usage:write", "admin"]));
  const { stripe, control } = product.provider;
  let names = 0;

  return {
    product,
    owner,
    ask,
    async newBusiness() {
      names += 1;
      const id = await product.createBusiness({ name: `Shop ${names}`, members: { owner } });
      const post: Shopper["post"] = (path, body, key) => send(product.url, owner, { businessId: id, path, body, key });
      return { id, post, get: (path) => ask("GET", path, { businessId: id }) };
    },
    pay: (url, fields = {}) => submit(url, { ...CARD, ...fields }),
    async confirm(url, outcome) {
      const { location } = await submit(url, { outcome });
      return location ?? "";
    },
    async settle() {
      await control("POST", "/deliveries/settle");
      expect(await product.deps.inbox.workUntilEmpty()).toBe(true);
    },
    async saveCard(shopper, card = "pm_card_visa") {
      const { body } = await shopper.post<{ url: string }>("/payment-methods", {});
      expect(body.url).toMatch(/^http/);
      const customers = await stripe.customers.list({ limit: 100 });
      const customer = customers.data.find(({ metadata }) => metadata["farebox_business_id"] === shopper.id);
      const method = await stripe.paymentMethods.attach(card, { customer: customer?.id ?? "" });
      const chosen = await shopper.post(`/payment-methods/${method.id}/default`, {}, null);
      expect(chosen.status).toBe(200);
      return method.id;
    },
    stop: () => product.stop(),
  };
}

export type Shop = {
  readonly product: TestProduct;
  readonly owner: TestPerson;
  readonly ask: ReturnType<typeof createAsk>;
  readonly newBusiness: () => Promise<Shopper>;
  /** Fills in the stand-in's page, as a browser without scripts does. */
  readonly pay: (url: string, fields?: Readonly<Record<string, string>>) => Promise<PageAnswer>;
  /** Answers at the bank's page; answers where it sends the person. */
  readonly confirm: (url: string, outcome: "complete" | "fail") => Promise<string>;
  /** Everything the stand-in has to tell was told and worked on. */
  readonly settle: () => Promise<void>;
  readonly saveCard: (shopper: Shopper, card?: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** A business, as its owner's browser and its back end speak for it. */
export type Shopper = {
  readonly id: string;
  /** By the owner over REST; a key of its own unless one is given. Null sends none. */
  readonly post: <Body>(path: string, body: object, key?: string | null) => Promise<Answer<Body>>;
  readonly get: <Body>(path: string) => Promise<Answer<Body>>;
};

export type Answer<Body> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly error: {
    readonly code: string;
    readonly fields?: readonly { readonly path: string }[];
    readonly details?: Readonly<Record<string, unknown>>;
  } | null;
};

type PageAnswer = { readonly status: number; readonly location: string | null; readonly html: string };

const CARD = { number: "4242 4242 4242 4242", expiry: "12 / 40", cvc: "123", email: "a@example.com", name: "Ada" };

async function submit(url: string, fields: Readonly<Record<string, string>>): Promise<PageAnswer> {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return { status: answer.status, location: answer.headers.get("location"), html: await answer.text() };
}

type Sent = { businessId: string; path: string; body: object; key?: string | null | undefined };

async function send<Body>(url: string, owner: TestPerson, sent: Sent): Promise<Answer<Body>> {
  const { businessId, path, body, key = newId() } = sent;
  const [method = "POST", address = path] = path.includes(" ") ? path.split(" ") : ["POST", path];
  const answer = await fetch(`${url}/api/billing${address}`, {
    method,
    headers: {
      ...owner.headers,
      "farebox-business": businessId,
      ...(method !== "DELETE" && { "content-type": "application/json" }),
      ...(key !== null && { "idempotency-key": key }),
    },
    ...(method !== "DELETE" && { body: JSON.stringify(body) }),
  });
  const answered = (await answer.json()) as Body & { error?: Answer<Body>["error"] };
  return { status: answer.status, headers: answer.headers, body: answered, error: answered.error ?? null };
}
