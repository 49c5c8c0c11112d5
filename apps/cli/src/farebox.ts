import type { ExitCode, Surroundings } from "./exit-code.ts";
import { USAGE as RECONCILE_USAGE } from "./options.ts";
import { reconcileUsage } from "./reconcile-usage.ts";

/** The commands of `npx farebox`. */
export async function farebox(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const [command, ...rest] = args;
  if (command === "reconcile-usage") return reconcileUsage(rest, surroundings);
  const isAsked = command === undefined || command === "--help" || command === "-h" || command === "help";
  const mistake = isAsked ? "" : `There is no command ${JSON.stringify(command)}.\n\n`;
  surroundings.output.write(`${mistake}npx farebox COMMAND\n\n${RECONCILE_USAGE}\n`);
  return isAsked ? 0 : 2;
}
