/** Stops on a broken promise of this package. Never for a business *no*: those are values (`errors.ts`). */
export function invariant(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new Error(`broken promise: ${promise}`);
}

/** The end of a switch over a closed union: the compiler refuses the call while a case is missing. */
export function assertNever(value: never, what: string): never {
  throw new Error(`broken promise: ${what} ${String(value)} is not one of the known`);
}
