import Stripe from "stripe";

/** The payment provider's side of the product: its official client, as somebody at its dashboard, and the stand-in's own doors. */
export function stripeSide(address: string): StripeSide {
  const { hostname, port, origin } = new URL(address);
  return {
    stripe: new Stripe("sk_test_local_dev", { host: hostname, port, protocol: "http", maxNetworkRetries: 2 }),
    async control(method, path, body) {
      const answer = await fetch(`${origin}/_sandbox${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as never;
    },
  };
}

export type StripeSide = {
  readonly stripe: Stripe;
  /** One of the doors below `/_sandbox`. */
  readonly control: <Answer>(method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<Answer>;
};

/** The price that is on sale under this name. */
export async function priceOnSale({ stripe }: StripeSide, lookupKey: string): Promise<string> {
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 });
  if (data[0] === undefined) throw new Error(`nothing is on sale as ${lookupKey}`);
  return data[0].id;
}

/** The stand-in's page, filled in as a person does. */
export async function payAtCheckout(url: string, number = "4242 4242 4242 4242"): Promise<number> {
  const card = { number, expiry: "12 / 40", cvc: "123", email: "ada@example.com", name: "Ada" };
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(card), redirect: "manual" });
  return answer.status;
}
