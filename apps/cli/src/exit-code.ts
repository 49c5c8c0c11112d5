/**
 * 0: the books agree, or everything that did not was corrected · 1: differences are left · 2: nothing was compared, and
 * nothing written · 3: it stopped on its way; the same command goes on.
 */
export type ExitCode = 0 | 1 | 2 | 3;

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly output: { write(text: string): unknown };
  /** Where progress is shown; apart from the output, which may be kept. */
  readonly progress: { readonly isTTY?: boolean; write(text: string): unknown };
};

/** What a person has to change before anything can be compared. */
export class Mistake extends Error {}
