import type { BenchCase } from "../bench.ts";
import { openApiContender } from "../contenders/http.ts";
import { slopeOf } from "../measure/statistics.ts";
import { type MemorySample, watchResidentMemory } from "../stage/resident-memory.ts";
import { onOwnDatabases } from "./on-own-databases.ts";
import { businessesOf } from "./usage.ts";

const LEAST_FOR_SLOPE_SECONDS = 150;

/** Memory of an API process under full load. */
export const MEMORY_CASES: readonly BenchCase[] = [
  {
    name: "memory",
    isFullOnly: true,
    says: "what an API process keeps in memory under full load, and how fast that grows in the second half",
    run: async (bench) => {
      const { memorySeconds } = bench.sizes;
      let samples: readonly MemorySample[] = [];
      const result = await onOwnDatabases(
        { ...bench, sizes: { ...bench.sizes, rounds: 1, seconds: memorySeconds } },
        await businessesOf(bench, "uniform"),
        [
          async (place) => {
            const contender = await openApiContender(place, { callers: 256, eventsARequest: 1, door: "trpc" });
            const watch = watchResidentMemory(contender.pids[0] ?? 0);
            const close = async () => {
              try {
                samples = await watch.stop();
              } finally {
                await contender.close();
              }
            };
            return { ...contender, close };
          },
        ],
      );
      const settled = samples.slice(Math.floor(samples.length / 2));
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
