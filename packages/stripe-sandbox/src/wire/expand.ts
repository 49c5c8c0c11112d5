import type { Records } from "../store/collections.ts";
import type { World } from "../store/world.ts";
import { invalidRequest } from "./errors.ts";

/** What stands in the place of an id (`value`), or of an includable list that is left out otherwise (`value` is ""). */
export type Expansion = (world: World, owner: Expandee, value: string) => object | null;

/**
 * What may be expanded, by the object's `object` and the dotted path of the property inside it:
 * `{ customer: { "invoice_settings.default_payment_method": byId("payment_methods") } }`.
 */
export interface Expandable {
  readonly [objectName: string]: { readonly [property: string]: Expansion };
}

export interface Expandee {
  readonly id?: string;
  readonly object?: string;
  readonly [name: string]: unknown;
}

/** The usual expansion: the row with this id, or its tombstone. */
export function byId(...collections: (keyof Records)[]): Expansion {
  return (world, _owner, id) => {
    for (const name of collections) {
      const row = world[name].get(id);
      if (row !== undefined) return row;
    }
    const deletedFrom = collections.find((name) => world[name].isDeleted(id));
    return deletedFrom === undefined ? null : { id, object: deletedFrom.replace(/s$/u, ""), deleted: true };
  };
}

const MAXIMUM_LEVELS = 4;

/** A copy of the answer with each path of `expand[]` filled in; refuses what cannot be expanded. */
export function expandAnswer(world: World, expandable: Expandable, answer: object, paths: readonly string[]): object {
  let expanded: object = answer;
  for (const path of paths) {
    const segments = path.split(".");
    if (segments.filter((segment) => segment !== "data").length > MAXIMUM_LEVELS) {
      throw invalidRequest(`You cannot expand more than ${MAXIMUM_LEVELS} levels of a property. Property: ${path}`, {
        param: "expand",
      });
    }
    expanded = new Expander(world, expandable, path).expand(expanded as Expandee, segments);
  }
  return expanded;
}

class Expander {
  readonly #world: World;
  readonly #expandable: Expandable;
  readonly #path: string;

  constructor(world: World, expandable: Expandable, path: string) {
    this.#world = world;
    this.#expandable = expandable;
    this.#path = path;
  }

  /** `within` is the object that names the property when `part` is a hash inside it; `prefix` the way to it. */
  expand(part: Expandee, segments: readonly string[], within: Expandee = part, prefix = ""): Expandee {
    const [segment, ...rest] = segments;
    if (segment === undefined) return part;
    const property = `${prefix}${segment}`;
    const declared = this.#expandable[within.object ?? ""] ?? {};
    const expansion = Object.hasOwn(declared, property) ? declared[property] : undefined;
    const value = part[segment];
    const isInside = Object.hasOwn(part, segment) && value !== undefined;
    if (!isInside && expansion === undefined) throw this.#refusal();
    if (!isInside) return { ...part, [segment]: this.#fetched(within, expansion, "", rest) || null };
    if (value === null || typeof value === "string") {
      if (expansion === undefined && (value !== null || rest.length === 0)) throw this.#refusal();
      return value === null ? part : { ...part, [segment]: this.#fetched(within, expansion, value, rest) };
    }
    if (typeof value !== "object" || (rest.length === 0 && expansion === undefined)) throw this.#refusal();
    const inside = (each: unknown) => this.#inside(each, { expansion, rest, within, property });
    return { ...part, [segment]: Array.isArray(value) ? value.map(inside) : inside(value) };
  }

  #inside(
    value: unknown,
    place: { expansion: Expansion | undefined; rest: readonly string[]; within: Expandee; property: string },
  ): unknown {
    if (typeof value === "string") return this.#fetched(place.within, place.expansion, value, place.rest);
    if (typeof value !== "object" || value === null) return value;
    const hash = value as Expandee;
    return typeof hash.object === "string"
      ? this.expand(hash, place.rest)
      : this.expand(hash, place.rest, place.within, `${place.property}.`);
  }

  #fetched(owner: Expandee, expansion: Expansion | undefined, value: string, rest: readonly string[]): object | string {
    if (expansion === undefined) throw this.#refusal();
    const found = expansion(this.#world, owner, value);
    return found === null ? value : this.expand(found as Expandee, rest);
  }

  #refusal(): Error {
    return invalidRequest(`This property cannot be expanded (${this.#path}).`, { param: "expand" });
  }
}
