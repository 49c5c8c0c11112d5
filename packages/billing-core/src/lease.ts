/** What a live call may count on, beside what its hold says. A hold that has ended can count on nothing: 0 and true. */
export type Lease = {
  /**
   * Seconds, counted from the start of the call, that its hold and its fair share of what is available would pay: an
   * estimate that other spending can shrink, though never below `grantedSeconds`.
   */
  readonly affordableSeconds: number;
  /** Not one second beyond `grantedSeconds` could be held as things are. */
  readonly final: boolean;
};
