import { z } from "zod";
import type { LiveProcedure } from "../http/rest/routes.ts";

/** Every wrong value for every field of a procedure, made from its live schema, each with the path that must be named. */
export function listBadInputs({ input }: LiveProcedure): BadInput[] {
  if (input === null) return [];
  const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as Schema;
  const sample = sampleOf(schema);
  return [...badAt(schema, [])].map(({ path, value, what }) => ({
    what,
    path: path.join("."),
    input: withValue(sample, path, value),
  }));
}

export type BadInput = { readonly what: string; readonly path: string; readonly input: unknown };

/** As far as our schemas use it. */
type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
};

type Bad = { readonly path: readonly string[]; readonly value: unknown; readonly what: string };

const MISSING = Symbol("missing");

function* badAt(schema: Schema, path: readonly string[]): Generator<Bad> {
  const present = presentOf(schema);
  if (present !== schema) {
    yield* badAt(present, path);
    return;
  }
  const bad = (what: string, value: unknown): Bad => ({ path, value, what });
  switch (schema.type) {
    case "object":
      yield* badObject(schema, path);
      return;
    case "array":
      yield bad("text instead of a list", "x");
      yield bad("an object instead of a list", {});
      if ((schema.minItems ?? 0) > 0) yield bad("an empty list", []);
      if (schema.maxItems !== undefined)
        yield bad("one item too many", Array(schema.maxItems + 1).fill(sampleOf(schema.items ?? {})));
      if (schema.items !== undefined) yield* badAt(schema.items, [...path, "0"]);
      return;
    case "integer":
    case "number":
      yield* badNumber(schema, bad);
      return;
    case "boolean":
      for (const value of ["true", 1, {}]) yield bad(`${JSON.stringify(value)} instead of a truth value`, value);
      return;
    case "string":
      yield* badText(schema, bad);
      return;
  }
}

function* badObject(schema: Schema, path: readonly string[]): Generator<Bad> {
  for (const value of ["x", 5, []]) yield { path, value, what: `${JSON.stringify(value)} instead of an object` };
  for (const name of ["price", "tenantId", "__proto__", "constructor"]) {
    if (schema.properties?.[name] === undefined && schema.properties !== undefined)
      yield { path: [...path, name], value: 1, what: "a field nobody knows" };
  }
  for (const name of schema.required ?? []) yield { path: [...path, name], value: MISSING, what: "missing" };
  for (const [name, field] of Object.entries(schema.properties ?? {})) yield* badAt(field, [...path, name]);
}

function* badNumber(schema: Schema, bad: (what: string, value: unknown) => Bad): Generator<Bad> {
  for (const value of ["5", "NaN", "0x10", " 7 ", true, [5], {}])
    yield bad(`${JSON.stringify(value)} instead of a number`, value);
  for (const value of [2 ** 53, 2 ** 63, 1e21, 1e308, -(2 ** 53)]) yield bad(`${value}`, value);
  if (schema.type === "integer") yield bad("a fraction", 1.5);
  const least = schema.minimum ?? schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY;
  if (least >= 0) yield bad("a negative number", -1);
  if (least > 0 || schema.exclusiveMinimum === 0) for (const value of [0, -0]) yield bad("zero", value);
}

function* badText(schema: Schema, bad: (what: string, value: unknown) => Bad): Generator<Bad> {
  for (const value of [5, true, {}, ["x"]]) yield bad(`${JSON.stringify(value)} instead of text`, value);
  yield bad("NUL", "a\0b");
  yield bad("half a surrogate pair", "a\ud800b");
  if (schema.enum !== undefined) yield bad("a word that is not on the list", "nonsense");
  if ((schema.minLength ?? 0) > 0) yield bad("empty text", "");
  if (schema.maxLength !== undefined) yield bad("text that is too long", "x".repeat(schema.maxLength + 1));
  if (schema.format === "date-time")
    for (const value of ["yesterday", "2025-02-30T00:00:00Z", "2025-01-01", "1735689600"])
      yield bad("no instant", value);
  if (schema.format === "date-time")
    for (const value of [
      "0000-01-01T00:00:00Z",
      "1969-12-31T23:59:59.999Z",
      "1970-01-01T00:00:00+00:01",
      "2999-12-31T23:59:59-00:01",
      "3000-01-01T00:00:00Z",
      "9999-12-31T23:59:59-12:00",
    ])
      yield bad(`an instant out of reach, ${value}`, value);
  if (isId(schema)) for (const value of ["x", "0", "g".repeat(36)]) yield bad("no id", value);
  if (schema.format === "email") for (const value of ["x", "a@b c.de"]) yield bad("no address", value);
}

function isId(schema: Schema): boolean {
  return schema.format === "uuid" || (schema.pattern ?? "").includes("0-9a-f");
}

/** What may be null or be left out, where it is there. */
function presentOf(schema: Schema): Schema {
  return schema.anyOf?.find(({ type }) => type !== "null") ?? schema;
}

function sampleOf(schema: Schema): unknown {
  if (schema.anyOf !== undefined) return sampleOf(presentOf(schema));
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case "object":
      // The header names the business, and a second name would have to be the same one.
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => name !== "businessId")
          .map(([name, field]) => [name, sampleOf(field)]),
      );
    case "array":
      return [sampleOf(schema.items ?? {})];
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return true;
    default:
      if (isId(schema)) return "01890000-0000-7000-8000-000000000000";
      return schema.format === "date-time" ? "2025-01-01T00:00:00Z" : "x";
  }
}

function withValue(sample: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(sample)) return [withValue(sample[0], rest, value)];
  const entries = Object.entries(sample as object).filter(([key]) => key !== name);
  if (rest.length === 0 && value === MISSING) return Object.fromEntries(entries);
  const inner = rest.length === 0 ? value : withValue((sample as Record<string, unknown>)[name], rest, value);
  const changed: Record<string, unknown> = Object.fromEntries(entries);
  // A plain assignment of `__proto__` would change the prototype instead of adding a field.
  Object.defineProperty(changed, name, { value: inner, enumerable: true, configurable: true, writable: true });
  return changed;
}
