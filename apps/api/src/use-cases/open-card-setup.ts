import type { Deps } from "../deps.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { readReturnAddress, returnUrls } from "./return-address.ts";

type PageDeps = Pick<Deps, "db" | "env" | "provider">;
type AskedPage = {
  readonly businessId: string;
  readonly returnUrl: string | undefined;
  readonly email: string | null;
};

/** A page of the provider where a person adds a card. Its number never comes to us. */
export async function openCardSetup(deps: PageDeps, asked: AskedPage): Promise<{ readonly url: string } | Refusal> {
  return openPage(deps, asked, ({ customerId, returnTo }) =>
    deps.provider.openCardSetup({
      customerId,
      businessId: asked.businessId,
      ...returnUrls(returnTo, { card: "added" }),
    }),
  );
}

/** The provider's own page for payment methods and invoices. Plans are changed here, not there. */
export async function openPortal(deps: PageDeps, asked: AskedPage): Promise<{ readonly url: string } | Refusal> {
  return openPage(deps, asked, ({ customerId, returnTo }) =>
    deps.provider.openPortal({ customerId, returnUrl: returnTo.href }),
  );
}

async function openPage(
  deps: PageDeps,
  asked: AskedPage,
  open: (place: { readonly customerId: string; readonly returnTo: URL }) => Promise<string | Refusal>,
): Promise<{ readonly url: string } | Refusal> {
  const { businessId, returnUrl: given } = asked;
  const returnTo = readReturnAddress({ publicUrl: deps.env.publicUrl, given, businessId });
  if (isRefusal(returnTo)) return returnTo;
  const customerId = await ensureCustomer(deps, asked);
  if (isRefusal(customerId)) return customerId;
  const url = await open({ customerId, returnTo });
  return isRefusal(url) ? url : { url };
}
