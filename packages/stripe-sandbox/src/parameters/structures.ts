import { invalidRequest } from "../wire/errors.ts";
import { isRawHash, type RawHash, type RawValue } from "../wire/raw-parameters.ts";
import type { Required, Schema } from "./schema.ts";

export type Shape = { readonly [name: string]: Schema<unknown> };
type ValueOf<S> = S extends Schema<infer T> ? T : never;
type RequiredNames<S extends Shape> = { [K in keyof S]: S[K] extends Required<unknown> ? K : never }[keyof S];
/** What a shape parses to: required parameters are there, all others may be undefined. */
export type Parsed<S extends Shape> = { readonly [K in RequiredNames<S>]: ValueOf<S[K]> } & {
  readonly [K in Exclude<keyof S, RequiredNames<S>>]?: ValueOf<S[K]> | undefined;
};

export function object<S extends Shape>(shape: S): Schema<Parsed<S>> {
  return {
    about: { kind: "object", shape },
    parse(raw, param) {
      if (!isRawHash(raw)) throw invalidRequest("Invalid object", { param });
      return parseShape(shape, raw, param);
    },
  };
}

export function list<T>(item: Schema<T>, limits: { maximum?: number } = {}): Schema<T[]> {
  return {
    about: { kind: "list", of: item.about },
    parse(raw, param) {
      const items = itemsOf(raw);
      if (items === null) throw invalidRequest("Invalid array", { param });
      if (limits.maximum !== undefined && items.length > limits.maximum) {
        throw invalidRequest(`Array must have at most ${limits.maximum} elements`, { param });
      }
      return items.map((value, index) => item.parse(value, `${param}[${index}]`));
    },
  };
}

/** A hash with names the caller chooses, such as `currency_options`. */
export function hashOf<T>(value: Schema<T>): Schema<{ readonly [name: string]: T }> {
  return {
    about: { kind: "hash", of: value.about },
    parse(raw, param) {
      if (!isRawHash(raw)) throw invalidRequest("Invalid object", { param });
      return Object.fromEntries(
        Object.entries(raw).map(([name, each]) => [name, value.parse(each, `${param}[${name}]`)]),
      );
    },
  };
}

/** Reads a hash by its shape; `param` is empty for the request itself. */
export function parseShape<S extends Shape>(shape: S, raw: RawHash, param: string): Parsed<S> {
  const pathOf = (name: string) => (param === "" ? name : `${param}[${name}]`);
  const unknown = Object.keys(raw).filter((name) => !Object.hasOwn(shape, name));
  if (unknown[0] !== undefined) {
    throw invalidRequest(
      `Received unknown parameter${unknown.length > 1 ? "s" : ""}: ${unknown.map(pathOf).join(", ")}`,
      {
        code: "parameter_unknown",
        param: pathOf(unknown[0]),
      },
    );
  }
  const parsed: { [name: string]: unknown } = {};
  for (const [name, schema] of Object.entries(shape)) {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (value !== undefined) parsed[name] = schema.parse(value, pathOf(name));
    else if ("isRequired" in schema) throw missing(pathOf(name));
  }
  return parsed as Parsed<S>;
}

export function missing(param: string): Error {
  return invalidRequest(`Missing required param: ${param}.`, { code: "parameter_missing", param });
}

/** `a[]=1&a[]=2` arrives as a list, `a[0]=1&a[1]=2` as a hash of numbers; an empty string is the empty list. */
function itemsOf(raw: RawValue): readonly RawValue[] | null {
  if (raw === "") return [];
  if (typeof raw === "string") return null;
  if (!isRawHash(raw)) return raw;
  const indexes = Object.keys(raw);
  if (!indexes.every((index) => /^\d+$/u.test(index))) return null;
  return indexes.sort((one, other) => Number(one) - Number(other)).map((index) => raw[index] as RawValue);
}
