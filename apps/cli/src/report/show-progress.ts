import type { Surroundings } from "../exit-code.ts";
import { counted } from "./tables.ts";

/** How far each stage has come: on one line where someone watches, every two seconds where it is kept. */
export function showProgress(output: Surroundings["progress"]): Progress {
  const isWatched = output.isTTY === true;
  let shownAt = performance.now();
  return {
    stage: (what) => (count) => {
      const now = performance.now();
      if (now - shownAt < (isWatched ? 100 : 2_000)) return;
      shownAt = now;
      output.write(isWatched ? `\r\u001B[K${counted(count)} ${what}` : `${counted(count)} ${what}\n`);
    },
    note: (text) => void output.write(isWatched ? `\r\u001B[K${text}\n` : `${text}\n`),
    end: () => void (isWatched && output.write("\r\u001B[K")),
  };
}

export type Progress = {
  readonly stage: (what: string) => (count: number) => void;
  readonly note: (text: string) => void;
  readonly end: () => void;
};
