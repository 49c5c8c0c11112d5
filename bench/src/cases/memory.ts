import type { BenchCase } from "../bench.ts";
import { openApiContender } from "../contenders/http.ts";
import { slopeOf } from "../measure/statistics.ts";
import { residentMegabytes } from "../stage/resident-memory.ts";
import { onOwnDatabases } from "./on-own-databases.ts";
import { businessesOf } from "./usage.ts";

const SAMPLE_MS = 250;
const LEAST_FOR_SLOPE_SECONDS = 150;

/** Memory of an API process under full load. */
export const MEMORY_CASES: readonly BenchCase[] = [
  {
    name: "memory",
    isFullOnly: true,
    says: "what an API process keeps in memory under full load, and how fast that grows in the second half",
    run: async (bench) => {
      const samples: { readonly minutes: number; readonly megabytes: number }[] = [];
      let timer: NodeJS.Timeout | undefined;
      const { memorySeconds } = bench.sizes;
      const result = await onOwnDatabases(
        { ...bench, sizes: { ...bench.sizes, rounds: 1, seconds: memorySeconds } },
        await businessesOf(bench, "uniform"),
        [
          async (place) => {
            const contender = await openApiContender(place, { callers: 256, eventsARequest: 1, door: "trpc" });
            const [pid = 0] = contender.pids;
            const startedAt = performance.now();
            timer = setInterval(() => {
              const minutes = (performance.now() - startedAt) / 60_000;
              void residentMegabytes(pid).then((megabytes) => samples.push({ minutes, megabytes }));
            }, SAMPLE_MS);
            return { ...contender, close: () => contender.close().finally(() => clearInterval(timer)) };
          },
        ],
      );
      const settled = samples.filter(({ megabytes }) => megabytes > 0).slice(Math.floor(samples.length / 2));
      const growth = slopeOf(settled.map(({ minutes, megabytes }) => [minutes, megabytes]));
      const most = Math.max(...settled.map(({ megabytes }) => megabytes));
      return {
        ...result,
        figures: [
          { name: "memory at most", value: most, unit: "MB" },
          // In the first minute memory only ever fills up, which says nothing of what comes.
          ...(memorySeconds < LEAST_FOR_SLOPE_SECONDS
            ? []
            : [{ name: "memory growth", value: growth, unit: "MB a minute" }]),
        ],
      };
    },
  },
];
