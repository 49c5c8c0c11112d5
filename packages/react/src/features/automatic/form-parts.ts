import { createContext, useContext, useLayoutEffect } from "react";
import type { Mark } from "./lay-track.ts";

export const PART_NAMES = ["topUp", "alerts", "caps"] as const;
export type PartName = (typeof PART_NAMES)[number];

/** A part of the one form: it knows what is not saved of it, and how to save that by itself. */
export type FormPart = {
  /** In words; empty: there is nothing to save. */
  readonly changes: readonly string[];
  /** Whether it can be sent; otherwise its fields say what is wrong. */
  readonly check: () => boolean;
  /** Fails with a `NotSaved`, or with whatever the API answered. */
  readonly save: () => Promise<unknown>;
  readonly discard: () => void;
  /** Lines on the balance's way down, as they are written; those that cannot be read are left out. */
  readonly marks?: readonly Mark[];
};

/** Nothing went wrong that the bar would have to say: the fields say it, or somebody chose not to. */
export class NotSaved extends Error {}

export type Parts = { readonly tell: (name: PartName, part: FormPart | null) => void };

export const PartsContext = createContext<Parts | null>(null);

/** Makes the calling component a part of the form above it, as it is drawn. Null: there is nothing to be changed in it. */
export function useFormPart(name: PartName, part: FormPart | null): void {
  const parts = useContext(PartsContext);
  if (parts === null) throw new Error("there is no form above this part");
  useLayoutEffect(() => parts.tell(name, part));
  useLayoutEffect(() => () => parts.tell(name, null), [parts, name]);
}
