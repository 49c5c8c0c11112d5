import type { ReactNode } from "react";
import { type Account, type Business, BusinessProvider } from "./business.ts";
import { BusinessScope } from "./business-scope.tsx";
import type { Connection } from "./trpc-client.ts";

/**
 * What everything of this package stands in: one business, who looks at it, and how to reach the API. With the business as
 * its key nothing of another one is ever shown; roles only shape the page, the API decides by itself.
 */
export function FareboxProvider({
  business,
  account,
  connection = {},
  onSignedOut = () => undefined,
  children,
}: {
  business: Business;
  account: Account;
  connection?: Connection;
  /** The API no longer knows the person. */
  onSignedOut?: () => void;
  children: ReactNode;
}) {
  return (
    <BusinessScope key={business.id} businessId={business.id} connection={connection} onSignedOut={onSignedOut}>
      <BusinessProvider value={{ account, business }}>{children}</BusinessProvider>
    </BusinessScope>
  );
}
