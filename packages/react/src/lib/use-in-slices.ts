import { useDeferredValue } from "react";

/**
 * Whether something that is ready may be drawn: a moment later, in slices between which the browser answers to keys and
 * scrolling. What comes from a query would otherwise be drawn in one go.
 */
export function useInSlices(isReady: boolean): boolean {
  return useDeferredValue(isReady) && isReady;
}
