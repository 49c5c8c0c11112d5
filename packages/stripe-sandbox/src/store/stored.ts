import type Stripe from "stripe";

/**
 * An object as the sandbox keeps and sends it: the SDK's type of it with every expandable reference as the bare id
 * (the wire expands on request) and every decimal as the text that travels.
 */
export type Stored<T> = [ReferenceIn<T>] extends [never] ? StoredPart<T> : ReferenceIn<T>;

/** `string | Stripe.Customer | null` is a reference; what stays of it is `string | null`. */
type ReferenceIn<T> = [Extract<T, { id: string }>] extends [never]
  ? never
  : [Extract<T, string>] extends [never]
    ? never
    : Extract<T, string | null | undefined>;

type StoredPart<T> = T extends Stripe.Decimal
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends (infer Item)[]
      ? Stored<Item>[]
      : { [Name in keyof T]: Stored<T[Name]> };
