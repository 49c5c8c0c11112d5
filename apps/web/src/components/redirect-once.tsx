import { type NavigateOptions, useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/**
 * Leaves for another address when it is first shown. The router's own component leaves again at every render, and a page
 * that is still loading renders its parent often: the address would grow without end.
 */
export function RedirectOnce({ to }: { to: (here: string) => Pick<NavigateOptions, "to" | "search"> }) {
  const router = useRouter();
  const hasLeft = useRef(false);
  useEffect(() => {
    if (hasLeft.current) return;
    hasLeft.current = true;
    void router.navigate({ ...to(router.state.location.href), replace: true });
  }, [router, to]);
  return null;
}
