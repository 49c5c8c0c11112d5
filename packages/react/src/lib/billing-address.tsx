import { createContext, useContext } from "react";
import type { BillingSearch, SearchPatch } from "./billing-search.ts";
import type { ReturnSearch } from "./return-search.ts";

/**
 * The address of the billing page, as the product around it keeps it: the page says where it goes, the host's router goes
 * there. All of the page's state that is worth a link is in it.
 */
export type BillingAddress = {
  readonly search: BillingSearch;
  /** Replaces parts of the search; undefined takes one out. No step back, no scrolling. */
  change(patch: SearchPatch): void;
  /** The entry whose receipt is open over the page. */
  readonly receiptId: string | null;
  /** Of a long history: the same function as long as it answers the same spares all its links being drawn anew. */
  receiptHref(transactionId: string): string;
  /** A step back closes it, unless another receipt was open before. */
  openReceipt(transactionId: string): void;
  closeReceipt(): void;
  /** What somebody comes back from paying with; null while the page is not at its return address. */
  readonly cameBack: ReturnSearch | null;
  /** A path of this site that the payment provider leads back to. */
  readonly returnPath: string;
  returnHref(search: ReturnSearch): string;
  openReturn(search: ReturnSearch): void;
  closeReturn(): void;
  /**
   * Something is not saved: asks this question before the host goes anywhere else, until it is released. A host without it only
   * has the browser ask before the window is left. The same function every time.
   */
  readonly holdBack?: (question: string) => () => void;
};

const AddressContext = createContext<BillingAddress | null>(null);

export const BillingAddressProvider = AddressContext.Provider;

export function useBillingAddress(): BillingAddress {
  const address = useContext(AddressContext);
  if (address === null) throw new Error("there is no address above this component");
  return address;
}
