import { useCallback, useLayoutEffect, useRef } from "react";

/** The same function for as long as the component lives, which does what the newest one does: what it is given to is not drawn anew. */
export function useSame<Arguments extends readonly unknown[]>(
  run: (...given: Arguments) => void,
): (...given: Arguments) => void {
  const newest = useRef(run);
  useLayoutEffect(() => {
    newest.current = run;
  });
  return useCallback((...given: Arguments) => newest.current(...given), []);
}
