import { type Parsed, parseShape, type Shape } from "../parameters/structures.ts";
import type { World } from "../store/world.ts";
import type { RawHash } from "./raw-parameters.ts";

export type Method = "GET" | "POST" | "DELETE";

/** One door of the API, its types hidden so that all of them fit one list. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly parameters: Shape;
  /** Reads the parameters, or refuses them; what it returns does the work and must not wait for anything. */
  readonly prepare: (raw: RawHash) => (world: World, path: { readonly [name: string]: string }) => object;
}

interface Call<P, S extends Shape> {
  readonly world: World;
  /** The named segments of the path. */
  readonly path: PathParameters<P>;
  readonly parameters: Parsed<S>;
}

type PathParameters<P> = P extends `${string}:${infer Name}/${infer Rest}`
  ? { readonly [K in Name]: string } & PathParameters<Rest>
  : P extends `${string}:${infer Name}`
    ? { readonly [K in Name]: string }
    : unknown;

/**
 * Declares a route. `expand` is every route's and needs no mention. The handler is synchronous and runs in a
 * transaction: what it throws undoes what it wrote (except a StripeError that `keepsChanges`).
 */
export function route<const P extends `/v1/${string}`, S extends Shape>(declared: {
  method: Method;
  path: P;
  parameters: S;
  handle: (call: Call<P, S>) => object;
}): Route {
  return {
    method: declared.method,
    path: declared.path,
    parameters: declared.parameters,
    prepare(raw) {
      const parameters = parseShape(declared.parameters, raw, "");
      // The router matched the path, so that each named segment is there.
      return (world, path) => declared.handle({ world, parameters, path: path as PathParameters<P> });
    },
  };
}
