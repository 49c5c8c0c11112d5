import { PROCEDURES, type ProcedureName, type Procedures } from "./contract.gen.ts";
import type { RequestOptions } from "./request-options.ts";

/** Where each procedure is, and whether it has one effect however often it is sent. */
export const ROUTES: ReadonlyMap<ProcedureName, Route> = new Map(
  PROCEDURES.trim()
    .split("\n")
    .map((row) => {
      const [name = "", method = "", path = "", once] = row.trim().split(" ");
      return [name as ProcedureName, { method, path, isRepeatable: once === undefined }];
    }),
);

export type Route = { readonly method: string; readonly path: string; readonly isRepeatable: boolean };

/** One procedure by its name. Its answer is an object with what `isAnswer` asks for; nothing else of it was looked at. */
export type Ask = (name: ProcedureName, input: unknown, options?: RequestOptions) => Promise<unknown>;

/** `ask("holds.open", …)` as `holds.open(…)`, for all procedures. */
export function createProcedures(ask: Ask): Procedures {
  const root: Record<string, unknown> = {};
  for (const name of ROUTES.keys()) {
    const parts = name.split(".");
    const verb = parts.pop() ?? name;
    let place = root;
    for (const part of parts) {
      place[part] ??= {};
      place = place[part] as Record<string, unknown>;
    }
    place[verb] = (input?: unknown, options?: RequestOptions) => ask(name, input, options);
  }
  return root as unknown as Procedures;
}
