import { useEffect } from "react";
import { goToSection } from "./go-to-section.ts";

/** Long enough for a slow line; whoever scrolls or types meanwhile is left alone. */
const PATIENCE_MS = 10_000;
/** After this long without anything above it growing, a section stands where it will stay. */
const CALM_MS = 1_000;
const OWN_MOVES = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/** Goes to the section that the address names, once it is there, and stays with it while what stands above still grows. */
export function useAnchor(): void {
  useEffect(() => {
    let leave = follow(readAnchor());
    const onHash = () => {
      leave();
      leave = follow(readAnchor());
    };
    window.addEventListener("hashchange", onHash);
    return () => {
      leave();
      window.removeEventListener("hashchange", onHash);
    };
  }, []);
}

function readAnchor(): string {
  return decodeURIComponent(window.location.hash.slice(1));
}

function follow(id: string): () => void {
  if (id === "") return () => undefined;
  let calm: ReturnType<typeof setTimeout> | null = null;
  const align = () => {
    if (document.getElementById(id) === null) return;
    if (calm === null) goToSection(id);
    else document.getElementById(id)?.scrollIntoView({ block: "start" });
    if (calm !== null) clearTimeout(calm);
    calm = setTimeout(stop, CALM_MS);
  };
  const observer = new ResizeObserver(align);
  const patience = setTimeout(stop, PATIENCE_MS);
  function stop() {
    observer.disconnect();
    clearTimeout(patience);
    if (calm !== null) clearTimeout(calm);
    for (const kind of OWN_MOVES) window.removeEventListener(kind, stop);
  }
  observer.observe(document.body);
  for (const kind of OWN_MOVES) window.addEventListener(kind, stop, { passive: true });
  return stop;
}
