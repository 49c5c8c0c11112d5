/** The order of sending: as in the file, by time where a pace is kept, or shuffled by a seed. */
export function orderEvents<Event extends { readonly occurredAtMs: number }>(
  events: readonly Event[],
  by: { readonly speed: number | null; readonly shuffle: number | null },
): readonly Event[] {
  if (by.shuffle !== null) return shuffled(events, by.shuffle);
  if (by.speed !== null) return events.toSorted((one, other) => one.occurredAtMs - other.occurredAtMs);
  return events;
}

function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const random = mulberry32(seed);
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}

/** A small seeded generator (Tommy Ettinger's Mulberry32); good enough for an order, for nothing secret. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
