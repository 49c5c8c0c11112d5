import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("the command line says which cases run, how long, and what fails", () => {
  expect(readOptions(["--quick", "--gate", "--only", "hot", "--only", "holds", "--seconds", "0.5"])).toMatchObject({
    isQuick: true,
    isGate: true,
    only: ["hot", "holds"],
    seconds: 0.5,
    rounds: null,
    directory: null,
  });
});

test.each([[["--seconds", "none"]], [["--rounds", "0"]], [["--fast"]]])("%j is refused with a reason", (words) => {
  expect(() => readOptions(words)).toThrow();
});
