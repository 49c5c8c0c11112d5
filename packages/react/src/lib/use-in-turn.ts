import { startTransition, useEffect, useState } from "react";

/** At the latest, so that a page that is never idle is whole soon, too. */
const PATIENCE_MS = 200;

/**
 * How many of so many parts of a page are drawn: one more whenever the browser has nothing else to do. Drawn together, they
 * would hold up whoever scrolls or types meanwhile. With `isUrgent` all are, at once.
 */
export function useInTurn(count: number, isUrgent: boolean): number {
  const [drawn, setDrawn] = useState(isUrgent ? count : 1);
  useEffect(() => {
    if (drawn >= count) return;
    return whenIdle(() => startTransition(() => setDrawn((before) => before + 1)));
  }, [drawn, count]);
  return drawn;
}

function whenIdle(run: () => void): () => void {
  // Not every browser tells when it is idle.
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(run);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(run, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(idle);
}
