import type { NewProviderEvent } from "@farebox/db/selling";

/**
 * What a signed delivery says, as far as it is needed to file it: what counts is fetched again later. Null when it cannot be
 * told apart from another one, because it is not an object with an id and a type.
 */
export function parseEvent(body: Buffer, receivedAt: number): NewProviderEvent | null {
  const payload = parseObject(body);
  return payload === null ? null : toProviderEvent(payload, receivedAt);
}

/** The same of one that was listed. */
export function toProviderEvent(payload: JsonObject, receivedAt: number): NewProviderEvent | null {
  const id = payload["id"];
  const type = payload["type"];
  if (typeof id !== "string" || !ID.test(id)) return null;
  if (typeof type !== "string" || type === "" || type.length > LONGEST_TYPE) return null;
  const created = payload["created"];
  const object = objectIn(objectIn(payload["data"])?.["object"]);
  return {
    eventId: id,
    type,
    objectId: textOf(object?.["id"]),
    customerId: object?.["object"] === "customer" ? textOf(object["id"]) : textOf(object?.["customer"]),
    // Whose account it happened in, where that is not the one the endpoint belongs to.
    accountId: textOf(payload["account"]),
    apiVersion: textOf(payload["api_version"]),
    isLive: payload["livemode"] === true,
    createdAt: typeof created === "number" && created > 0 && created < LATEST_SECONDS ? created * 1_000 : receivedAt,
    payload,
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

const ID = /^[!-~]{1,255}$/;
const LONGEST_TYPE = 255;
const LATEST_SECONDS = 253_402_300_800;

function parseObject(body: Buffer): JsonObject | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return objectIn(JSON.parse(text, (_, value: unknown) => toStorable(value)));
  } catch {
    return null;
  }
}

/** Names, too: they are the sender's words as much as what they stand for. */
function toStorable(value: unknown): unknown {
  if (typeof value === "string") return storable(value);
  const object = objectIn(value);
  if (object === null || Object.keys(object).every((name) => storable(name) === name)) return value;
  return Object.fromEntries(Object.entries(object).map(([name, each]) => [storable(name), each]));
}

/** PostgreSQL keeps neither a zero character nor half of a pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

function objectIn(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, LONGEST_TYPE) : null;
}
