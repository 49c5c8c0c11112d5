import type { AnyRouter } from "@trpc/server";
import type { $ZodType } from "zod/v4/core";
import type { ProcedureMeta, RestMeta } from "../../trpc/init.ts";

/** Every procedure that has an address, read off the live router: what is not here is reachable by tRPC only. */
export function listRestRoutes(router: AnyRouter): RestRoute[] {
  return listProcedures(router).flatMap((procedure) =>
    procedure.meta.rest === undefined
      ? []
      : [{ ...procedure, rest: procedure.meta.rest, segments: procedure.meta.rest.path.slice(1).split("/") }],
  );
}

export type RestRoute = LiveProcedure & { readonly rest: RestMeta; readonly segments: readonly string[] };

/** A procedure as the router holds it. */
export type LiveProcedure = {
  /** `usage.record` */
  readonly name: string;
  readonly type: "query" | "mutation" | "subscription";
  readonly meta: ProcedureMeta;
  /** Null: takes no input. */
  readonly input: $ZodType | null;
  readonly output: $ZodType | null;
};

export function listProcedures(router: AnyRouter): LiveProcedure[] {
  const procedures = router._def.procedures as Record<string, { _def: ProcedureDefinition }>;
  return Object.entries(procedures).map(([name, { _def }]) => ({
    name,
    type: _def.type,
    meta: _def.meta ?? {},
    input: _def.inputs.at(-1) ?? null,
    output: _def.output ?? null,
  }));
}

/** What tRPC keeps of a procedure; its public types hide the schemas. */
type ProcedureDefinition = {
  readonly type: LiveProcedure["type"];
  readonly meta?: ProcedureMeta;
  readonly inputs: readonly $ZodType[];
  readonly output?: $ZodType;
};

/** Finds the route of a path, with the values of its braces. Null: no route has this path, whatever the method. */
export function findRoutes(routes: readonly RestRoute[], path: string): FoundRoute[] {
  const parts = path.slice(1).split("/");
  return routes.flatMap((route) => {
    const values = matchSegments(route.segments, parts);
    return values === null ? [] : [{ route, values }];
  });
}

export type FoundRoute = { readonly route: RestRoute; readonly values: Readonly<Record<string, string>> };

function matchSegments(segments: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (segments.length !== parts.length) return null;
  const values: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = decode(parts[index] ?? "");
    if (part === null || part === "") return null;
    if (!segment.startsWith("{")) {
      if (segment !== parts[index]) return null;
      continue;
    }
    // What stands behind the brace is how it ends: `{month}.pdf`.
    const end = segment.indexOf("}");
    const ending = segment.slice(end + 1);
    if (!part.endsWith(ending) || part.length === ending.length) return null;
    values[segment.slice(1, end)] = part.slice(0, part.length - ending.length);
  }
  return values;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
