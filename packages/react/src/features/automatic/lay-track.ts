/** A line that the balance may fall below. */
export type Mark = {
  readonly at: number;
  /** Tokens that are bought there; null: somebody is told. */
  readonly adds: number | null;
};

/** Everything in shares of the track's length. */
export type Track = {
  readonly filled: number;
  /** Where a purchase takes the balance from and to. */
  readonly bought: readonly { readonly from: number; readonly to: number }[];
  readonly lines: readonly number[];
};

/** A tenth is left free, so that the greatest line is not the edge. */
const ROOM = 1.1;
/** A balance that is further above its lines fills the track: they are what it is about. */
const MOST_ABOVE_LINES = 2;

/** Lays the balance and its lines out on a track that is long enough for the lines. A balance in debt fills nothing. */
export function layTrack(available: number, marks: readonly Mark[]): Track {
  const lines = Math.max(1, ...marks.map(({ at, adds }) => at + (adds ?? 0)));
  const length = Math.max(lines * ROOM, Math.min(available, lines * MOST_ABOVE_LINES));
  return {
    filled: Math.min(1, Math.max(0, available) / length),
    bought: marks.flatMap(({ at, adds }) => (adds === null ? [] : [{ from: at / length, to: (at + adds) / length }])),
    lines: marks.flatMap(({ at, adds }) => (adds === null ? [at / length] : [])),
  };
}
