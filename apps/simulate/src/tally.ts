/** Counts by name what happened. */
export function createTally() {
  const counts = new Map<string, number>();
  return {
    add: (name: string, count = 1) => void counts.set(name, (counts.get(name) ?? 0) + count),
    of: (name: string) => counts.get(name) ?? 0,
    all: () => [...counts].sort(([left], [right]) => (left < right ? -1 : 1)),
  };
}

export type Tally = ReturnType<typeof createTally>;
