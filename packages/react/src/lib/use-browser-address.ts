import { useMemo, useSyncExternalStore } from "react";
import type { BillingAddress } from "./billing-address.tsx";
import { parseBillingSearch } from "./billing-search.ts";
import { parseReturnSearch, type ReturnSearch } from "./return-search.ts";

/**
 * The page's address for a host without a router of its own: in the browser's, below `basePath` (`/billing`). A host with a
 * router makes a `BillingAddress` of it instead.
 */
export function useBrowserAddress(basePath: string): BillingAddress {
  const href = useSyncExternalStore(listen, readHref, readHref);
  return useMemo(() => {
    const { pathname, searchParams } = new URL(href);
    const raw = Object.fromEntries(searchParams);
    const receiptPath = `${basePath}/transactions/`;
    const returnPath = `${basePath}/return`;
    const withSearch = (path: string, patch: object = {}) => {
      const next = new URLSearchParams(searchParams);
      for (const [name, value] of Object.entries(patch)) {
        if (value === undefined) next.delete(name);
        else next.set(name, String(value));
      }
      return next.size === 0 ? path : `${path}?${next}`;
    };
    const isReceipt = pathname.startsWith(receiptPath);
    const came = Object.fromEntries(RETURN_FIELDS.map((name) => [name, undefined]));
    return {
      search: parseBillingSearch(raw),
      change: (patch) => go(withSearch(pathname, patch), "replace"),
      receiptId: isReceipt ? decodeURIComponent(pathname.slice(receiptPath.length)) : null,
      receiptHref: (id) => withSearch(receiptPath + encodeURIComponent(id)),
      openReceipt: (id) => go(withSearch(receiptPath + encodeURIComponent(id)), isReceipt ? "replace" : "push"),
      closeReceipt: () => go(withSearch(basePath), "push"),
      cameBack: pathname === returnPath ? parseReturnSearch(raw) : null,
      returnPath,
      returnHref: (search) => withSearch(returnPath, search),
      openReturn: (search) => go(withSearch(returnPath, search), "push"),
      closeReturn: () => go(withSearch(basePath, came), "replace"),
    };
  }, [href, basePath]);
}

const RETURN_FIELDS = ["purchase", "subscribed", "card", "canceled"] as const satisfies readonly (keyof ReturnSearch)[];
const listeners = new Set<() => void>();

function readHref(): string {
  return window.location.href;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/** The browser tells of steps back, not of these. */
function go(href: string, how: "push" | "replace"): void {
  if (how === "push") window.history.pushState(null, "", href);
  else window.history.replaceState(null, "", href);
  for (const listener of listeners) listener();
}
