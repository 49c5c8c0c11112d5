import type { ProcedureName } from "../contract.gen.ts";
import { FareboxError } from "../errors.ts";
import type { Ask } from "../procedures.ts";
import type { RequestOptions } from "../request-options.ts";
import type { Hold } from "./call-types.ts";
import { isHold } from "./is-hold.ts";

/** Asks something that is answered with a call as it is by now. */
export async function askForHold(
  ask: Ask,
  name: ProcedureName,
  input: object,
  options: RequestOptions,
): Promise<Hold & { readonly outcome?: string }> {
  const hold = await ask(name, input, options);
  if (isHold(hold)) return hold;
  throw new FareboxError("invalid_answer", `${name}: the answer is no hold.`, { status: 200 });
}
