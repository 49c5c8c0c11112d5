import type { RawRequest } from "../raw-request.ts";

/** What there is on each side: two businesses with the same history, so that both doors have the same to answer. */
export type Side = {
  readonly businessId: string;
  readonly foreignId: string;
  readonly key: string;
  readonly readKey: string;
  readonly usageKey: string;
  readonly installationKey: string;
  readonly expiredKey: string;
  readonly foreignKey: string;
  readonly cookie: string;
  /** Of the calls that were opened before, by `callId`. */
  readonly holdIds: Map<string, string>;
};

/** Whether the hot door has to be the one that answers; otherwise either may. */
export type DoorCase = readonly [name: string, ask: (side: Side) => RawRequest, isHot?: "hot"];

export const JSON_TYPE = { "content-type": "application/json" };
const by = (secret: string) => ({ authorization: `Bearer ${secret}` });

export type Words = { readonly headers?: RawRequest["headers"]; readonly secret?: string };

/** A command over REST; its body is sent as it is when it is text. */
export function post(path: string, body: unknown, { headers = {}, secret }: Words = {}) {
  return (side: Side): RawRequest => ({
    method: "POST",
    path: `/api/billing${path}`,
    headers: { ...JSON_TYPE, ...by(secret ?? side.key), ...headers },
    body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
}

export function mutate(path: string, body: unknown, words: Words = {}) {
  return (side: Side): RawRequest => ({ ...post("", body, words)(side), path: `/api/trpc/${path}` });
}

export function get(path: string, { headers = {}, secret }: Words = {}) {
  return (side: Side): RawRequest => ({
    path: `/api/billing${path}`,
    headers: { ...by(secret ?? side.key), ...headers },
  });
}

export function query(path: string, input?: unknown, words: Words = {}) {
  const text = typeof input === "string" ? input : JSON.stringify(input);
  const search = text === undefined ? "" : `${path.includes("?") ? "&" : "?"}input=${encodeURIComponent(text)}`;
  return (side: Side): RawRequest => ({ ...get("", words)(side), path: `/api/trpc/${path}${search}` });
}

export const event = (key: string, more: object = {}) => ({ key, service: "sms", quantity: 1, ...more });
export const one = (key: string, more: object = {}) => ({ events: [event(key, more)] });
export const OLD = { occurredAt: "2020-01-01T00:00:00Z" };
export const NAMED = (id: string): Words => ({ headers: { "farebox-business": id } });

/** The same bodies through the address of either door. */
export function record(name: string, body: unknown, words: Words = {}): DoorCase[] {
  const keyed = (door: string) =>
    typeof body === "string"
      ? body
      : JSON.parse(JSON.stringify(body).replaceAll("KEY", `${name} ${door}`.replaceAll(/[^a-z]/gi, "-")));
  return [
    [`REST: ${name}`, post("/usage", keyed("rest"), words), "hot"],
    [`REST: ${name}, again`, post("/usage", keyed("rest"), words), "hot"],
    [`tRPC: ${name}`, mutate("usage.record", keyed("trpc"), words), "hot"],
    [`tRPC: ${name}, again`, mutate("usage.record", keyed("trpc"), words), "hot"],
  ];
}
