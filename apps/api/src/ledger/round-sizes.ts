/**
 * When a further round begins, and how many accounts it takes. With none under way at once, with whatever is there; beside
 * others only with its share of the crowd. Callers over HTTP come one by one: rounds begun with the first few of them would
 * be many and small, and each pays what a statement costs whatever its size.
 */
export class RoundSizes {
  /** Commands that were here at once of late: the most, fading with time, so that a few do not wait for a crowd that left. */
  #crowd = 0;
  #crowdAt = 0;

  /** The most accounts for a round that begins now; null while what is ready waits for those under way. */
  next({ now, underWay, ready, waiting }: Demand): number | null {
    this.#crowd = Math.max(waiting, this.#crowd * 0.5 ** ((now - this.#crowdAt) / CROWD_HALVES_MS));
    this.#crowdAt = now;
    if (underWay === MOST_ROUNDS) return null;
    const enough = Math.max(LEAST_FOR_ANOTHER, Math.ceil(this.#crowd / (MOST_ROUNDS + 1)));
    if (underWay > 0 && ready < Math.min(enough, MOST_ACCOUNTS)) return null;
    const share = Math.ceil(ready / (MOST_ROUNDS - underWay));
    return Math.min(MOST_ACCOUNTS, Math.max(share, enough));
  }
}

type Demand = {
  /** In milliseconds of any clock that only rises. */
  readonly now: number;
  /** Rounds. */
  readonly underWay: number;
  /** Commands that a round could take. */
  readonly ready: number;
  /** Commands that have no answer yet, those in rounds included. */
  readonly waiting: number;
};

// Measured on two cores: three rounds beside each other carry 1.6 times what one does, because one is decided while others
// are written; a round of more accounts than this only makes everybody in it wait longer.
const MOST_ROUNDS = 3;
const MOST_ACCOUNTS = 128;
const LEAST_FOR_ANOTHER = 16;
/** Some rounds of full load. */
const CROWD_HALVES_MS = 250;
