import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { Entry } from "./use-history.ts";

/**
 * While somebody reads further down, new entries wait behind a button instead of pushing what is read. `mark` goes above
 * the table: the reader is further down once it has left the window at its top.
 */
export function useHeldTop(entries: readonly Entry[]): {
  mark: RefObject<HTMLDivElement | null>;
  shown: readonly Entry[];
  freshCount: number;
  release: () => void;
} {
  const mark = useRef<HTMLDivElement>(null);
  const newest = entries[0]?.seq ?? 0;
  const latest = useRef(newest);
  latest.current = newest;
  const [heldSeq, setHeldSeq] = useState<number | null>(null);
  useEffect(() => {
    const element = mark.current;
    if (element === null) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry === undefined) return;
      const isBelow = !entry.isIntersecting && entry.boundingClientRect.top < 0;
      setHeldSeq((held) => (isBelow ? (held ?? latest.current) : null));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const shown = useMemo(
    () => (heldSeq === null ? entries : entries.filter(({ seq }) => seq <= heldSeq)),
    [entries, heldSeq],
  );
  return { mark, shown, freshCount: entries.length - shown.length, release: () => setHeldSeq(newest) };
}
