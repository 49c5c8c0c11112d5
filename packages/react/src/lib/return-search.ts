import { readUuid } from "./search-fields.ts";

/** What the payment provider's page came back with: which payment, and whether the person left before paying. */
export type ReturnSearch = {
  readonly purchase?: string;
  readonly subscribed?: string;
  readonly card?: "added";
  readonly canceled?: 1;
};

export function parseReturnSearch(raw: Record<string, unknown>): ReturnSearch {
  const subscribed = raw["subscribed"];
  return {
    ...readUuid("purchase", raw["purchase"]),
    ...(typeof subscribed === "string" && /^[a-z0-9_-]{1,64}$/.test(subscribed) && { subscribed }),
    ...(raw["card"] === "added" && { card: "added" }),
    ...((raw["canceled"] === 1 || raw["canceled"] === "1" || raw["canceled"] === true) && { canceled: 1 }),
  };
}
