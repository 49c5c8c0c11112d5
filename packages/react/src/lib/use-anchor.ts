import { useEffect } from "react";
import { followToSection } from "./go-to-section.ts";

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
  return id === "" ? () => undefined : followToSection(id);
}
