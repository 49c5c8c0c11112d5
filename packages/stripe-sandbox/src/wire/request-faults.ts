import type { World } from "../store/world.ts";

export const FAULT_KINDS = ["error", "reset", "timeout", "rate_limit"] as const;

/** Asks for the next matching requests to go wrong. */
export interface RequestFault {
  readonly id: string;
  readonly kind: (typeof FAULT_KINDS)[number];
  /** `after` carries the request out and loses the answer. */
  readonly when: "before" | "after";
  /** Null matches every method. */
  readonly method: string | null;
  /** The beginning of the path; `/v1` matches all. */
  readonly path: string;
  readonly remaining: number;
  /** How long a `timeout` says nothing before the connection is closed. */
  readonly delaySeconds: number;
}

/** The fault that strikes this request, counted down; null when it is spared. */
export function takeFault(world: World, method: string, pathname: string): RequestFault | null {
  const found = [...world.request_faults.values()].find(
    (fault) => (fault.method === null || fault.method === method) && pathname.startsWith(fault.path),
  );
  if (found === undefined) return null;
  world.transaction(null, () => {
    if (found.remaining > 1) world.request_faults.update(found.id, { remaining: found.remaining - 1 });
    else world.request_faults.delete(found.id);
  });
  return found;
}
