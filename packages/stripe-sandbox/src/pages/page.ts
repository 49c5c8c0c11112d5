import type { World } from "../store/world.ts";
import type { RawHash } from "../wire/raw-parameters.ts";

/** A page for people: plain HTML, no key needed. It runs in a transaction as an API request does. */
export interface Page {
  readonly method: "GET" | "POST";
  /** With named segments, such as `/c/pay/:session`. */
  readonly path: string;
  readonly answer: (visit: PageVisit) => PageAnswer;
}

export interface PageVisit {
  readonly world: World;
  readonly path: { readonly [name: string]: string };
  readonly query: RawHash;
  /** What a form sent; empty for GET. */
  readonly form: RawHash;
}

export type PageAnswer =
  | { readonly status: number; readonly html: string }
  /** A redirect by GET (303). */
  | { readonly location: string };
