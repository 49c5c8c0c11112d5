import type { Business } from "@farebox/react/lib/business.ts";

/**
 * Which business the page is about. An address that names one is right or wrong, never bent to another; without one it is
 * the last one used in this browser, or the first.
 */
export function chooseBusiness(
  businesses: readonly Business[],
  { named, remembered }: { named: string | undefined; remembered: string | null },
): Business | "missing" | "none" {
  const [first] = businesses;
  if (first === undefined) return named === undefined ? "none" : "missing";
  if (named !== undefined) return businesses.find(({ id }) => id === named) ?? "missing";
  return businesses.find(({ id }) => id === remembered) ?? first;
}
