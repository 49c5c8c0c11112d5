import type { Context } from "hono";
import { ApiError } from "../api-error.ts";
import type { AppBindings } from "../app-bindings.ts";
import { type FoundRoute, findRoutes, type RestRoute } from "./routes.ts";

/** The route a request is for; null when none has its path. Throws `method_not_allowed` where only the method is wrong. */
export function chooseRoute(c: Context<AppBindings>, routes: readonly RestRoute[]): FoundRoute | null {
  const found = findRoutes(routes, c.req.path.slice(PREFIX.length));
  if (found.length === 0) return null;
  const method = c.req.method === "HEAD" ? "GET" : c.req.method;
  // A fixed word beats a placeholder: `/usage/review` is not the line called "review".
  const chosen = found
    .filter(({ route }) => route.rest.method === method)
    .sort((one, other) => Object.keys(one.values).length - Object.keys(other.values).length)[0];
  if (chosen === undefined) {
    c.header("Allow", [...new Set(found.map(({ route }) => route.rest.method))].join(", "));
    throw new ApiError("method_not_allowed");
  }
  c.set("route", `rest ${chosen.route.name}`);
  return chosen;
}

const PREFIX = "/api/billing";
