import { useEffect } from "react";
import { useBillingAddress } from "./billing-address.tsx";
import { pageStrings } from "./page-strings.ts";

/** Asks before the page is left while something on it is not saved: the browser for other sites, the host for its own. */
export function useUnsaved(hasUnsaved: boolean): void {
  const { holdBack } = useBillingAddress();
  useEffect(() => {
    if (!hasUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    const release = holdBack?.(pageStrings.caps.leaveUnsaved);
    return () => {
      window.removeEventListener("beforeunload", warn);
      release?.();
    };
  }, [hasUnsaved, holdBack]);
}
