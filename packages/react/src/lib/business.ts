import { createContext, useContext } from "react";

export type Role = "owner" | "billing" | "member";

/** One business of the signed-in person, as every part of the page needs it. */
export type Business = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly timeZone: string;
  readonly isSuspended: boolean;
  /** Somebody from outside of the business looks on: not even the way to what costs money is offered. */
  readonly isReadOnly?: boolean;
};

export type Account = {
  readonly userId: string;
  readonly email: string;
  readonly businesses: readonly Business[];
  /** Where people write who have a question about their bill; without it no such link is shown. */
  readonly supportEmail?: string | null;
};

const BusinessContext = createContext<{ business: Business; account: Account } | null>(null);

export const BusinessProvider = BusinessContext.Provider;

/** The business this part of the page is about. Everything below its provider is remounted when it changes. */
export function useBusiness(): Business {
  return useScope().business;
}

export function useAccount(): Account {
  return useScope().account;
}

function useScope() {
  const scope = useContext(BusinessContext);
  if (scope === null) throw new Error("there is no business above this component");
  return scope;
}
