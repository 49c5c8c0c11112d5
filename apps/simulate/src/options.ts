import { parseArgs } from "node:util";
import type { LiveSize } from "./live/live-load.ts";
import type { PlanSize } from "./plan/make-plan.ts";

export const USAGE = `Usage: npm run simulate -- [--minutes 30] [--calls 2000] [--kills 3] [--seed N]
       npm run simulate -- --live 200 [--minutes 10] [--businesses 20] [--speed 1] [--untimed]`;

export type Options =
  | { readonly size: PlanSize }
  /** `isTimed` false: promises about time and memory are shown and not judged. */
  | { readonly live: LiveSize; readonly isTimed: boolean };

/** What the command was asked for, or what is wrong with it. */
export function readOptions(parameters: readonly string[]): Options | { readonly problem: string } {
  let values: Record<string, string | boolean | undefined>;
  try {
    const numbers = Object.fromEntries(Object.keys(BOUNDS).map((name) => [name, { type: "string" as const }]));
    const options = { ...numbers, untimed: { type: "boolean" as const } };
    values = parseArgs({ args: [...parameters], options, allowPositionals: false }).values;
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const isLive = values["live"] !== undefined;
  const numbers: Record<string, number> = {};
  for (const [name, text] of Object.entries(values)) {
    const foreign = isLive ? ONLY_FLEET : ONLY_LIVE;
    if (foreign.has(name)) return { problem: `--${name} does not go ${isLive ? "with" : "without"} --live` };
    if (typeof text !== "string") continue;
    const value = Number(text);
    // Live, minutes are waited for: a part of one can be enough.
    const isPart = isLive && name === "minutes";
    const [from, most] = BOUNDS[name] ?? [0, 0];
    const least = isPart ? LEAST_LIVE_MINUTES : from;
    if (!(isPart || Number.isInteger(value)) || !(value >= least) || value > most)
      return { problem: `--${name} must be a ${isPart ? "" : "whole "}number from ${least} to ${most}` };
    numbers[name] = value;
  }
  const { live, businesses = 20, speed = 1, seed = 20_250_922, calls = 2_000, kills = 3 } = numbers;
  if (live === undefined) return { size: { minutes: numbers["minutes"] ?? 30, calls, kills, seed } };
  const size = { calls: live, businesses: Math.min(businesses, live), minutes: numbers["minutes"] ?? 10, speed };
  return { live: size, isTimed: values["untimed"] !== true };
}

const BOUNDS: Readonly<Record<string, readonly [from: number, most: number]>> = {
  minutes: [1, 1_440],
  calls: [1, 1_000_000],
  kills: [0, 1_000],
  seed: [0, 4_294_967_295],
  live: [1, 2_000],
  businesses: [1, 200],
  speed: [1, 20],
};
const LEAST_LIVE_MINUTES = 0.05;
const ONLY_FLEET = new Set(["calls", "kills", "seed"]);
const ONLY_LIVE = new Set(["businesses", "speed", "untimed"]);
