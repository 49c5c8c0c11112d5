import { useEffect, useState } from "react";
import { leaveTo } from "./leave-to.ts";

/**
 * On the way to the payment provider's page, for as long as it takes to open. Whoever comes back with the browser's own
 * button may find this very page again, as it was left: it is then not leaving any more.
 */
export function useLeaving(): [isLeaving: boolean, leave: (url: string) => void] {
  const [isLeaving, setLeaving] = useState(false);
  useEffect(() => {
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setLeaving(false);
    };
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, []);
  return [
    isLeaving,
    (url) => {
      setLeaving(true);
      leaveTo(url);
    },
  ];
}
