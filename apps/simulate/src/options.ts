import { parseArgs } from "node:util";
import type { PlanSize } from "./plan/make-plan.ts";

export const USAGE = `Usage: npm run simulate -- [--minutes 30] [--calls 2000] [--kills 3] [--seed N]`;

export type Options = { readonly size: PlanSize };

/** What the command was asked for, or what is wrong with it. */
export function readOptions(parameters: readonly string[]): Options | { readonly problem: string } {
  let values: Record<string, string | undefined>;
  try {
    const names = ["minutes", "calls", "kills", "seed"] as const;
    const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
    values = parseArgs({ args: [...parameters], options, allowPositionals: false }).values as typeof values;
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const numbers: Record<string, number> = {};
  for (const [name, text] of Object.entries(values)) {
    const value = Number(text);
    const [least, most] = BOUNDS[name] ?? [0, 0];
    if (!Number.isInteger(value) || value < least || value > most)
      return { problem: `--${name} must be a whole number from ${least} to ${most}` };
    numbers[name] = value;
  }
  const { minutes = 30, calls = 2_000, kills = 3, seed = 20_250_922 } = numbers;
  return { size: { minutes, calls, kills, seed } };
}

const BOUNDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  minutes: [1, 1_440],
  calls: [1, 1_000_000],
  kills: [0, 1_000],
  seed: [0, 4_294_967_295],
};
