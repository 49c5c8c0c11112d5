/** What was started, to be stopped in the opposite order, whatever went wrong on the way. */
export type StopStack = {
  push(stop: () => Promise<void> | void): void;
  runAll(): Promise<void>;
};

export function createStopStack(): StopStack {
  const stops: (() => Promise<void> | void)[] = [];
  return {
    push: (stop) => void stops.push(stop),
    async runAll() {
      for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
        try {
          await stop();
        } catch (error) {
          // One that cannot be stopped must not keep the others running.
          process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        }
      }
    },
  };
}
