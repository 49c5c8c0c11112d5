import { invalidField } from "../http/api-error.ts";

/** The business a request names, by header or by its input, in lower case. Null when it names none; both must agree. */
export function nameBusiness(header: string | null, rawInput: unknown): string | null {
  const fromInput = readField(rawInput);
  const named = { header: normalize(header, "Farebox-Business"), input: normalize(fromInput, "businessId") };
  if (named.header !== null && named.input !== null && named.header !== named.input) {
    throw invalidField("businessId", "differs from the header Farebox-Business");
  }
  return named.header ?? named.input;
}

function readField(rawInput: unknown): unknown {
  if (typeof rawInput !== "object" || rawInput === null || !Object.hasOwn(rawInput, "businessId")) return null;
  return (rawInput as { businessId: unknown }).businessId ?? null;
}

function normalize(value: unknown, path: string): string | null {
  if (value === null) return null;
  if (typeof value !== "string" || !UUID.test(value)) throw invalidField(path, "must be the id of a business");
  return value.toLowerCase();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
