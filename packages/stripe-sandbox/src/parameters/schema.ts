import { invalidRequest } from "../wire/errors.ts";
import type { RawValue } from "../wire/raw-parameters.ts";

/** Reads one parameter. `param` is its documented path, such as `items[0][price]`, for the error that names it. */
export interface Schema<T> {
  readonly parse: (raw: RawValue, param: string) => T;
  /** What it accepts, for whoever makes up requests; a schema without it takes text. */
  readonly about?: About;
}

export type About =
  | { readonly kind: "text" | "boolean" | "decimal" | "email" | "url" | "currency" | "metadata" }
  | { readonly kind: "integer"; readonly minimum?: number | undefined; readonly maximum?: number | undefined }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  | { readonly kind: "either"; readonly of: readonly (About | undefined)[] }
  | { readonly kind: "list" | "hash"; readonly of: About | undefined }
  | { readonly kind: "object"; readonly shape: { readonly [name: string]: Schema<unknown> } };

/** A parameter the request must carry. Everything else is optional, as nearly all of Stripe's parameters are. */
export interface Required<T> extends Schema<T> {
  readonly isRequired: true;
}

export function required<T>(schema: Schema<T>): Required<T> {
  return { ...schema, isRequired: true };
}

/** An empty string unsets the parameter: it is read as null. */
export function emptyable<T>(schema: Schema<T>): Schema<T | null> {
  return { ...schema, parse: (raw, param) => (raw === "" ? null : schema.parse(raw, param)) };
}

/** Only what is `covered` is taken: what would be accepted and then ignored is refused, and `why` says so. */
export function only<T>(schema: Schema<T>, covered: (value: T) => boolean, why: string): Schema<T> {
  return {
    ...schema,
    parse(raw, param) {
      const value = schema.parse(raw, param);
      if (covered(value)) return value;
      throw invalidRequest(why, { param });
    },
  };
}

/** The first alternative that accepts the value wins; the last one's refusal is told. */
export function either<A, B>(first: Schema<A>, second: Schema<B>): Schema<A | B> {
  return {
    about: { kind: "either", of: [first.about, second.about] },
    parse(raw, param) {
      try {
        return first.parse(raw, param);
      } catch {
        return second.parse(raw, param);
      }
    },
  };
}
