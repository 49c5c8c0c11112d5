import Stripe from "stripe";

/** A request as it leaves. The key that signs in is left out: it belongs in no record. */
export type OutgoingRequest = {
  readonly method: string;
  readonly path: string;
  readonly apiVersion: string | null;
  readonly idempotencyKey: string | null;
  /** Names and values of the form, or of the query of a GET. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

export type OnRequest = (request: OutgoingRequest) => void;

/** Node's own client; with somebody to tell, each request is shown before it leaves, retries as well. */
export function tellRequests(onRequest: OnRequest | undefined): Stripe.HttpClient {
  const client = Stripe.createNodeHttpClient();
  if (onRequest === undefined) return client;
  const send = client.makeRequest.bind(client);
  client.makeRequest = (...request) => {
    const [, , path, method, headers, body] = request;
    onRequest(describe({ path, method, headers: toTexts(headers), body }));
    return send(...request);
  };
  return client;
}

type Sent = { path: string; method: string; headers: Record<string, string>; body: string };

function describe({ path, method, headers, body }: Sent): OutgoingRequest {
  const [pathname = "", query = ""] = path.split("?");
  const { authorization: _key, ...told } = headers;
  return {
    method,
    path: pathname,
    apiVersion: headers["stripe-version"] ?? null,
    idempotencyKey: headers["idempotency-key"] ?? null,
    parameters: Object.fromEntries(new URLSearchParams(method === "POST" ? body : query)),
    headers: told,
  };
}

function toTexts(headers: object): Record<string, string> {
  const present = Object.entries(headers).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(present.map(([name, value]) => [name.toLowerCase(), String(value)]));
}
