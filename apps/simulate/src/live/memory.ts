/** What the API's process keeps in memory, as it says itself. */
export function createMemory(url: string): Memory {
  const samples: Sample[] = [];
  return {
    async sample() {
      const text = await (await fetch(`${url}/metrics`)).text();
      const megabytes = (name: string) => Number(new RegExp(`^farebox_${name} (\\S+)$`, "m").exec(text)?.[1]) / 2 ** 20;
      samples.push({
        resident: megabytes("process_resident_memory_bytes"),
        heap: megabytes("nodejs_heap_size_used_bytes"),
      });
    },
    latestMegabytes: () => Math.round(samples.at(-1)?.resident ?? Number.NaN),
    quarters() {
      const size = Math.floor(samples.length / 4);
      if (size < LEAST_IN_A_QUARTER) return null;
      return [0, 1, 2, 3].map((quarter) => {
        const some = samples.slice(quarter * size, (quarter + 1) * size);
        return {
          resident: Math.max(...some.map(({ resident }) => resident)),
          heapAfterCollection: Math.min(...some.map(({ heap }) => heap)),
        };
      });
    },
  };
}

export type Memory = {
  readonly sample: () => Promise<void>;
  readonly latestMegabytes: () => number;
  /**
   * Of each quarter of the time, in MB: the most that the system counted, and the least of the heap, which is what a
   * collection left. Null when there was no time for a collection in each, which is made about once a minute.
   */
  readonly quarters: () => readonly { readonly resident: number; readonly heapAfterCollection: number }[] | null;
};

type Sample = { readonly resident: number; readonly heap: number };

const LEAST_IN_A_QUARTER = 24;
