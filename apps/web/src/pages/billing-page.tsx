import { BillingPage as Page } from "@farebox/react";
import { strings } from "@farebox/react/lib/strings.ts";
import { useFrame } from "../lib/frame.ts";
import { useTitle } from "../lib/use-title.ts";
import { useRouterAddress } from "./use-router-address.ts";

/** `/dashboard/billing`, its receipts and its return address. */
export function BillingPage() {
  useTitle(strings.shell.billing);
  return <Page address={useRouterAddress()} onCommand={useFrame().openCommands} />;
}
