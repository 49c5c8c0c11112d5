import type { ReactNode } from "react";
import type { BillingSearch } from "../lib/billing-search.ts";
import type { Business } from "../lib/business.ts";
import type { ReturnSearch } from "../lib/return-search.ts";
import type { Outputs } from "../lib/trpc.ts";
import type { Answers } from "./answers.ts";

export const GROUPS = ["hero", "plan", "purchase", "table", "usage", "dialog", "form"] as const;
export type Group = (typeof GROUPS)[number];

/** One state of the catalogue: what the API says in it, who looks, and which sections are shown. */
export type GalleryState = {
  readonly id: `${Group}-${string}`;
  readonly title: string;
  readonly answers: Answers;
  readonly render: () => ReactNode;
  readonly business?: Partial<Business>;
  readonly search?: BillingSearch;
  readonly cameBack?: ReturnSearch;
  /** False once the stream of balances is lost. */
  readonly isConnected?: boolean;
  /** A balance that was there before. */
  readonly known?: { readonly balance: Outputs["balance"]["get"]; readonly ageMs: number };
  /** Buttons that are pressed on the way to the state, by the beginning of their words. */
  readonly presses?: readonly string[];
};
