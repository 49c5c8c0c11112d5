import { invalidRequest } from "./errors.ts";
import { matchPath, segmentsOfPath } from "./path-pattern.ts";
import type { Route } from "./route.ts";

export interface FoundRoute {
  readonly route: Route;
  /** The named segments of the path, decoded. */
  readonly path: { readonly [name: string]: string };
}

export type Router = (method: string, pathname: string) => FoundRoute;

/** Finds the route of a request; a path with fixed segments is preferred to one with named segments in their place. */
export function createRouter(routes: readonly Route[]): Router {
  const byShape = new Map<string, { route: Route; segments: string[] }[]>();
  for (const route of routes) {
    const segments = segmentsOfPath(route.path);
    const shape = `${route.method} ${segments.length}`;
    const sameShape = byShape.get(shape) ?? [];
    sameShape.push({ route, segments });
    sameShape.sort((one, other) => specificity(other.segments) - specificity(one.segments));
    byShape.set(shape, sameShape);
  }
  return (method, pathname) => {
    const asked = segmentsOfPath(pathname);
    for (const { route, segments } of byShape.get(`${method} ${asked.length}`) ?? []) {
      const path = matchPath(segments, asked);
      if (path !== null) return { route, path };
    }
    throw invalidRequest(
      `Unrecognized request URL (${method}: ${pathname}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
      { status: 404 },
    );
  };
}

function specificity(segments: readonly string[]): number {
  return segments.filter((segment) => !segment.startsWith(":")).length;
}
