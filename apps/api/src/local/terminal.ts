import type { DemoProgress } from "./demo/demo-progress.ts";

/** What a person at the terminal sees while the product starts and runs. */
export type Terminal = {
  step(text: string): void;
  /** The one block that matters. */
  block(lines: readonly string[]): void;
  demo(progress: DemoProgress): void;
  problem(text: string): void;
};

const DEMO_LINE_EVERY_MS = 5_000;

export function createTerminal(output: NodeJS.WriteStream): Terminal {
  const isTTY = output.isTTY === true;
  let isLineOpen = false;
  let toldAt = Number.NEGATIVE_INFINITY;
  const line = (text: string) => {
    output.write(`${isLineOpen ? "\r\u001B[K" : ""}${text}\n`);
    isLineOpen = false;
  };
  return {
    step: (text) => line(`  ${text}`),
    block: (lines) => line(`\n${frame(lines)}\n`),
    demo({ isFilling, done, total }) {
      const text = `Demo history: ${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} entries`;
      if (!isFilling) return line(`  ${text}. It is complete.`);
      // Written over itself where someone watches; now and then where the output is kept.
      if (isTTY) {
        output.write(`\r\u001B[K  ${text} …`);
        isLineOpen = true;
      } else if (performance.now() - toldAt > DEMO_LINE_EVERY_MS) {
        toldAt = performance.now();
        line(`  ${text} …`);
      }
    },
    problem: (text) => line(`\n${text}\n`),
  };
}

function frame(lines: readonly string[]): string {
  const rule = "─".repeat(Math.max(...lines.map((line) => line.length)) + 2);
  return [`┌${rule}`, ...lines.map((line) => `│ ${line}`.trimEnd()), `└${rule}`].join("\n");
}
