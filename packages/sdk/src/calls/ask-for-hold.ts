import type { ProcedureName } from "../contract.gen.ts";
import type { Ask } from "../procedures.ts";
import type { RequestOptions } from "../request-options.ts";
import type { Hold } from "./call-types.ts";

/** Asks something that is answered with a call as it is by now; whatever else came would have been `invalid_answer`. */
export function askForHold(
  ask: Ask,
  name: ProcedureName & `holds.${string}`,
  input: object,
  options: RequestOptions,
): Promise<Hold & { readonly outcome?: string }> {
  return ask(name, input, options) as Promise<Hold>;
}
