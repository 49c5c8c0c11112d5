import { parseArgs } from "node:util";

/** What the command line asks for. */
export type Options = {
  /** Small sizes and short rounds: all of it in under two minutes. */
  readonly isQuick: boolean;
  /** Whether a figure below its floor fails the command. */
  readonly isGate: boolean;
  /** Only cases whose name contains one of these. */
  readonly only: readonly string[];
  /** Where table and figures are written; null: nowhere. */
  readonly directory: string | null;
  readonly rounds: number | null;
  readonly seconds: number | null;
  readonly isList: boolean;
  /** Whether the result becomes the one that is kept with the sources. */
  readonly isReference: boolean;
};

export const USAGE = `npm run bench -- [--quick] [--gate] [--only TEXT]… [--out DIR] [--reference] [--rounds N] [--seconds S] [--list]

  --quick      small sizes and short rounds, under two minutes
  --gate       exit 1 when a figure is below its floor, and say which
  --only TEXT  only cases whose name contains TEXT; may be repeated
  --out DIR    write results.md and results.json there
  --reference  keep the result as bench/RESULTS.md
  --rounds N   rounds of each case      --seconds S   length of one turn
  --list       name the cases and end`;

/** Throws with a readable message. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: "boolean", default: false },
      gate: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      out: { type: "string" },
      rounds: { type: "string" },
      seconds: { type: "string" },
      list: { type: "boolean", default: false },
      reference: { type: "boolean", default: false },
    },
  });
  return {
    isQuick: values.quick,
    isGate: values.gate,
    only: values.only,
    directory: values.out ?? null,
    rounds: positive("rounds", values.rounds),
    seconds: positive("seconds", values.seconds),
    isList: values.list,
    isReference: values.reference,
  };
}

function positive(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0`);
  return value;
}
