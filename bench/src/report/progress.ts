/** Says what is going on: on a terminal in one line that changes, otherwise a line now and then. */
export function createProgress(): Progress {
  const startedAt = performance.now();
  let saidAt = 0;
  let title = "";
  const stamp = () => `[${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(4)} s]`;
  return {
    begin(says) {
      title = says;
      process.stderr.write(`${clear()}${stamp()} ${says}\n`);
    },
    step(says) {
      if (process.stderr.isTTY) process.stderr.write(`${clear()}${stamp()} ${title} · ${says}`);
      else if (performance.now() - saidAt > QUIET_MS) {
        saidAt = performance.now();
        process.stderr.write(`${stamp()} ${title} · ${says}\n`);
      }
    },
    end: () => process.stderr.write(clear()),
  };
}

export type Progress = { begin(says: string): void; step(says: string): void; end(): void };

const QUIET_MS = 5_000;

function clear(): string {
  return process.stderr.isTTY ? "\r\u001b[K" : "";
}
